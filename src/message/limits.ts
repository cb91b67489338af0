/** What a message may measure and still be read (mail.md E23). Past these it is set aside, and shown as headers and raw. */
export const limits = {
  messageBytes: 30_000_000,
  headerBytes: 2_000_000,
  fields: 2000,
  lineBytes: 1_000_000,
  depth: 50,
  parts: 1000,
  addresses: 1000,
  /** Readable text past these is cut, not refused; in characters. */
  textLength: 1_000_000,
  htmlLength: 2_000_000,
} as const;

/** Why a message cannot be read, in words for its sender and the operator. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** @throws Unreadable where the bytes as such are too much for a parser */
export function checkBytes(raw: Uint8Array): void {
  if (raw.length > limits.messageBytes) refuse('message', raw.length, limits.messageBytes, 'bytes');
  const newline = lineEnd(raw);
  let start = 0;
  while (raw.length - start > limits.lineBytes) {
    const end = raw.indexOf(newline, start);
    const length = (end < 0 ? raw.length : end) - start;
    if (length > limits.lineBytes) refuse('line', length, limits.lineBytes, 'bytes');
    start = end + 1;
  }
}

/** The octet that ends a line: LF, or CR in a message that has no LF. */
export function lineEnd(raw: Uint8Array): number {
  return raw.includes(0x0a) || !raw.includes(0x0d) ? 0x0a : 0x0d;
}

/** @throws Unreadable where `found` is more than `most` */
export function checkCount(what: string, found: number, most: number): void {
  if (found > most) throw new Unreadable(`it has ${found} ${what}; at most ${most} are read`);
}

function refuse(what: string, found: number, most: number, unit: string): never {
  throw new Unreadable(`it has a ${what} of ${found} ${unit}; at most ${most} are read`);
}
