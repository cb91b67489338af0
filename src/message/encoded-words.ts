import { decodeText } from './charset.ts';

/** A run of encoded words, with only white space between them (RFC 2047 2 and 6.2). */
const word = /=\?([^?\s]{1,100})\?([bBqQ])\?([^?]*)\?=/g;

/** A header value as people read it: encoded words decoded, octets beyond ASCII taken as UTF-8 or what else they are, no control characters. */
export function decodeHeader(value: string): string {
  return withoutControls(decodeWords(decodeOctets(value)));
}

/** Unencoded octets beyond ASCII: RFC 6532 says UTF-8; old senders put in whatever they had. */
export function decodeOctets(value: string): string {
  return /[\u0080-\u00ff]|\u001b[$(]/.test(value) ? decodeText(Buffer.from(value, 'latin1'), null) : value;
}

export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let decoded = '';
  let end = 0;
  let run: Run | null = null;
  for (const match of value.matchAll(word)) {
    const [whole, charset = '', encoding = '', content = ''] = match;
    const between = value.slice(end, match.index);
    const follows = run !== null && between.trim() === '';
    // Characters may be cut in two between words of one charset: their bytes belong together.
    if (run && follows && run.charset === charset.toLowerCase()) run.bytes.push(octets(encoding, content));
    else {
      decoded += textOf(run) + (follows ? '' : between);
      run = { charset: charset.toLowerCase(), bytes: [octets(encoding, content)] };
    }
    end = match.index + whole.length;
  }
  return decoded + textOf(run) + value.slice(end);
}

interface Run {
  readonly charset: string;
  readonly bytes: Buffer[];
}

const textOf = (run: Run | null) => (run ? decodeText(Buffer.concat(run.bytes), run.charset) : '');

function octets(encoding: string, content: string): Buffer {
  if (encoding === 'b' || encoding === 'B') return Buffer.from(content, 'base64');
  const text = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** Control characters never reach a header, a log, a feed or a table (mail.md E25). */
export function withoutControls(text: string): string {
  return text.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
}
