import type { RawCommand } from './command-reader.ts';

/** RFC 9051 4: what a command's arguments consist of. An atom may carry a section: `BODY.PEEK[HEADER.FIELDS (To)]<0.10>`. */
export type Token =
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'string'; readonly bytes: Buffer }
  | { readonly kind: 'list'; readonly tokens: readonly Token[] };

/** A command that cannot be read: answered with BAD. */
export class BadSyntax extends Error {
  override name = 'BadSyntax';
}

const quoted = /"((?:[^"\\]|\\["\\])*)"/y;
const literalMark = /\{\d+\+?\}$/y;

/** @throws BadSyntax */
export function readTokens(command: RawCommand): Token[] {
  const open: Token[][] = [[]];
  const add = (token: Token) => {
    open.at(-1)?.push(token);
  };
  for (const part of command) {
    if (typeof part !== 'string') {
      add({ kind: 'string', bytes: part });
      continue;
    }
    let at = 0;
    while (at < part.length) {
      const character = part[at];
      if (character === ' ') at += 1;
      else if (character === '(') {
        if (open.length > 50) throw new BadSyntax('too many parentheses');
        open.push([]);
        at += 1;
      } else if (character === ')') {
        const tokens = open.pop();
        if (!tokens || open.length === 0) throw new BadSyntax('a parenthesis closes that was not opened');
        add({ kind: 'list', tokens });
        at += 1;
      } else if (character === '"') {
        const text = matchAt(quoted, part, at);
        if (text === null) throw new BadSyntax('a quoted string does not end');
        add({ kind: 'string', bytes: Buffer.from(text.slice(1, -1).replace(/\\(.)/g, '$1'), 'latin1') });
        at += text.length;
      } else if (matchAt(literalMark, part, at) !== null) at = part.length;
      else {
        const end = atomEnd(part, at);
        add({ kind: 'atom', text: part.slice(at, end) });
        at = end;
      }
    }
  }
  const [tokens] = open;
  if (!tokens || open.length > 1) throw new BadSyntax('a parenthesis is not closed');
  return tokens;
}

/** An atom reaches to a space, parenthesis, quote or literal; within a section's brackets all of these are part of it. */
function atomEnd(part: string, start: number): number {
  for (let at = start; at < part.length; at += 1) {
    if (part[at] === '[') {
      const close = part.indexOf(']', at);
      if (close < 0) throw new BadSyntax('a bracket is not closed');
      at = close;
    } else if (' (){"'.includes(part[at] ?? '') && at > start) return at;
  }
  return part.length;
}

function matchAt(expression: RegExp, text: string, at: number): string | null {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? null;
}

/** An atom's or a string's text. @throws BadSyntax where it is neither */
export function textOf(token: Token | undefined): string {
  if (token?.kind === 'atom') return token.text;
  if (token?.kind === 'string') return token.bytes.toString();
  throw new BadSyntax('an argument is missing');
}

/** A list's tokens; a single token is a list of itself. */
export function listOf(token: Token | undefined): readonly Token[] {
  if (!token) throw new BadSyntax('an argument is missing');
  return token.kind === 'list' ? token.tokens : [token];
}
