/** RFC 5322 2.1.1 asks for 78 octets at most; two are left for the marks of whoever quotes it. */
const widest = 76;

/** Breaks lines that are too long at their spaces, and goes on under the first word behind "-", "+1" and the like. A word that is longer, like a link, stays whole. */
export const foldLines = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => (line.length <= widest ? [line] : folded(line)))
    .join('\n');

function folded(line: string): string[] {
  const mark = /^ *(?:[-+]\d? {1,2})?/.exec(line)?.[0] ?? '';
  const indent = ' '.repeat(mark.length);
  const lines: string[] = [];
  let current = mark;
  for (const word of line.slice(mark.length).split(/(?<=\S) /)) {
    const isEmpty = current.length === mark.length;
    if (!isEmpty && current.length + 1 + word.length > widest) {
      lines.push(current.trimEnd());
      current = indent + word.trimStart();
    } else current = isEmpty ? current + word : `${current} ${word}`;
  }
  return [...lines, current];
}
