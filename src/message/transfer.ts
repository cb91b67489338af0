/** The octets of a part, by its Content-Transfer-Encoding (RFC 2045 6); damage costs as little as it can. An unknown encoding is taken as none. */
export function transferDecoded(bytes: Buffer, encoding: string): Buffer {
  const name = encoding
    .replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase();
  if (name === 'base64') return fromBase64(bytes);
  return name === 'quoted-printable' ? fromQuotedPrintable(bytes) : bytes;
}

/** RFC 2045 6.7. What is no valid escape stays as it stands; lower-case hex and spaces behind a soft break are accepted. */
function fromQuotedPrintable(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const octet = bytes[at] ?? 0;
    if (octet === 0x3d) {
      const high = hexDigit(bytes[at + 1]);
      const low = hexDigit(bytes[at + 2]);
      if (high >= 0 && low >= 0) {
        decoded[to++] = high * 16 + low;
        at += 2;
        continue;
      }
      const next = lineStart(bytes, at + 1);
      if (next > 0) {
        at = next - 1;
        continue;
      }
    } else if (octet === 0x20 || octet === 0x09) {
      // RFC 2045 6.7 (3): white space at the end of a line was added on the way.
      const end = spaceEnd(bytes, at);
      if (end === bytes.length || bytes[end] === 0x0a || bytes[end] === 0x0d) {
        at = end - 1;
        continue;
      }
      to += bytes.copy(decoded, to, at, end);
      at = end - 1;
      continue;
    }
    decoded[to++] = octet;
  }
  return decoded.subarray(0, to);
}

function hexDigit(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet & 0xdf;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1;
}

function spaceEnd(bytes: Buffer, at: number): number {
  let end = at;
  while (bytes[end] === 0x20 || bytes[end] === 0x09) end += 1;
  return end;
}

/** Where the next line starts if nothing but white space is left of this one; 0 otherwise. */
function lineStart(bytes: Buffer, at: number): number {
  const end = spaceEnd(bytes, at);
  if (end >= bytes.length) return bytes.length;
  if (bytes[end] === 0x0a) return end + 1;
  if (bytes[end] === 0x0d) return bytes[end + 1] === 0x0a ? end + 2 : end + 1;
  return 0;
}

/** RFC 2045 6.8. Padding may stand in the middle, where parts were glued; text that a list server added below is left out; what is no base64 stays as it is. */
function fromBase64(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const foreign = /[^A-Za-z0-9+/=\s]/.exec(text);
  const body = foreign ? text.slice(0, lastLineBreak(text, foreign.index)) : text;
  if (foreign && body.trim() === '') return looksLikeBase64(text) ? Buffer.from(text, 'base64') : bytes;
  const rest = foreign ? text.slice(body.length) : '';
  // Damage in the middle of a long run: the rest is decoded as well, around what does not belong.
  const all = rest !== '' && !body.includes('=') && looksLikeBase64(rest) ? text : body;
  const runs = all.replace(/[^A-Za-z0-9+/=]/g, '').match(/[^=]+=*/g) ?? [];
  return runs.length === 1
    ? Buffer.from(runs[0] ?? '', 'base64')
    : Buffer.concat(runs.map((run) => Buffer.from(run, 'base64')));
}

const lastLineBreak = (text: string, before: number) => text.lastIndexOf('\n', before) + 1;

/** Fewer than one octet in twenty is foreign, and lines have no spaces between words. */
function looksLikeBase64(text: string): boolean {
  const foreign = text.replace(/[A-Za-z0-9+/=\r\n]+/g, '').length;
  return foreign * 20 < text.length;
}
