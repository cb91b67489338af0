/** The first word of a structured header value, in lower case, without comments and parameters: "(vacation) auto-replied; x=y" (RFC 3834 5). */
export function keyword(value: string): string {
  const word = /^(?:\s|\([^()]*\))*([^\s;()]*)/.exec(value.slice(0, 1000))?.[1] ?? '';
  return word.toLowerCase();
}
