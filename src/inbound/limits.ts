/** Octets of a message that is stored whole (mail.md E23). */
export const largestMessage = 30 * 1024 * 1024;

/** Octets of headers that are kept of a larger one. */
export const largestHeader = 2 * 1024 * 1024;

/** The header section of a message, its blank line included, as far as `largestHeader`; the bytes are the sender's, so both line ends count. */
export function headerSection(start: Buffer): Buffer {
  const ends = [
    { at: start.indexOf('\r\n\r\n'), length: 4 },
    { at: start.indexOf('\n\n'), length: 2 },
  ].filter(({ at }) => at >= 0);
  const end = Math.min(...ends.map(({ at, length }) => at + length), largestHeader, start.length);
  return start.subarray(0, end);
}
