/** RFC 5322 2.1.1 asks for 78 octets at most; two are left for the marks of whoever quotes it. */
const widest = 76;

/** Breaks lines that are too long at their spaces, each under the indent of its first. A word that is longer, like a link, stays whole. */
export const foldLines = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => (line.length <= widest ? [line] : folded(line)))
    .join('\n');

function folded(line: string): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(/(?<=\S) /)) {
    const isEmpty = current === indent;
    if (!isEmpty && current.length + 1 + word.length > widest) {
      lines.push(current.trimEnd());
      current = indent + word.trimStart();
    } else current = isEmpty ? indent + word : `${current} ${word}`;
  }
  return [...lines, current];
}
