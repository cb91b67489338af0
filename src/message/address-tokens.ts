/** A piece of an address field: `text` is what it means, `written` what stands there. */
export interface AddressToken {
  readonly kind: 'quoted' | 'comment' | 'angle' | 'atom' | 'space' | 'mark';
  readonly text: string;
  readonly written: string;
}

const spaces = ' \t\r\n';
const marks = ',;:>)';
const specials = `${spaces}${marks}("<`;

/** Quoted strings, comments, addresses in angle brackets, atoms, and what separates them (RFC 5322 3.2). Linear: what nobody closed is looked for once. */
export function* addressTokens(text: string): Generator<AddressToken> {
  let quotes = true;
  let comments = true;
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    let end = at + 1;
    let kind: AddressToken['kind'] = 'mark';
    if (char === '"' && quotes) {
      end = quotedEnd(text, at);
      quotes = end > 0;
      kind = 'quoted';
    } else if (char === '(' && comments) {
      end = commentEnd(text, at);
      comments = end > 0;
      kind = 'comment';
    } else if (char === '<') {
      end = angleEnd(text, at);
      kind = 'angle';
    } else if (spaces.includes(char)) kind = 'space';
    else if (!marks.includes(char)) {
      while (end < text.length && !specials.includes(text[end] ?? '')) end += 1;
      kind = 'atom';
    }
    // A quote or comment that nobody closed is an ordinary character, so that what follows is not lost.
    if (end <= 0) end = at + 1;
    else {
      const written = text.slice(at, end);
      yield { kind, text: meaning(kind, written), written: kind === 'space' ? ' ' : written };
    }
    at = end;
  }
}

function meaning(kind: AddressToken['kind'], written: string): string {
  if (kind === 'space') return ' ';
  if (kind === 'angle') return written.slice(1).replace(/>$/, '');
  if (kind === 'quoted' || kind === 'comment') return written.slice(1, -1).replace(/\\(.)/gs, '$1');
  return written;
}

/** Behind the closing quote, or -1. */
function quotedEnd(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '"') return end + 1;
  }
  return -1;
}

/** Behind the parenthesis that closes it; comments nest. */
function commentEnd(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '(') depth += 1;
    else if (text[end] === ')') depth -= 1;
    if (depth === 0) return end + 1;
  }
  return -1;
}

/** Behind ">", or at the next "<" or the end where nobody closed it. A local part in quotes may hold both. */
function angleEnd(text: string, at: number): number {
  let quoted = false;
  for (let end = at + 1; end < text.length; end += 1) {
    const char = text[end];
    if (char === '\\' && quoted) end += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === '>' && !quoted) return end + 1;
    else if (char === '<' && !quoted) return end;
  }
  return quoted ? unquotedAngleEnd(text, at) : text.length;
}

function unquotedAngleEnd(text: string, at: number): number {
  const close = text.indexOf('>', at);
  const next = text.indexOf('<', at + 1);
  if (close < 0 && next < 0) return text.length;
  return close >= 0 && (next < 0 || close < next) ? close + 1 : next;
}
