/**
 * Text of format=flowed with its paragraphs put together again (RFC 3676). Quoted lines keep their marks: "> " for each depth.
 * `deleteSpace` is DelSp=yes: the space that a line was broken at was added.
 */
export function unflow(text: string, deleteSpace: boolean): string {
  const lines: string[] = [];
  let open: { depth: number; pieces: string[] } | null = null;
  const close = () => {
    if (open) lines.push(prefixed(open.depth, open.pieces.join('')));
    open = null;
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const depth = marksBefore(line);
    // RFC 3676 4.4: a space in front is stuffing.
    const stuffed = line.slice(depth);
    const content = stuffed.startsWith(' ') ? stuffed.slice(1) : stuffed;
    // RFC 3676 4.3: a signature delimiter ends in a space and is fixed; 4.5: a change of depth ends a paragraph.
    const isDelimiter = content === '-- ';
    if (open && (open.depth !== depth || isDelimiter)) close();
    const flows = content.endsWith(' ') && !isDelimiter;
    const piece = flows && deleteSpace ? content.slice(0, -1) : content;
    if (open) open.pieces.push(piece);
    else open = { depth, pieces: [piece] };
    if (!flows) close();
  }
  close();
  return lines.join('\n');
}

function marksBefore(line: string): number {
  let depth = 0;
  while (line[depth] === '>') depth += 1;
  return depth;
}

const prefixed = (depth: number, text: string) => (depth === 0 ? text : `${'>'.repeat(depth)} ${text}`);
