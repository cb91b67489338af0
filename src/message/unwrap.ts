import type { Segment } from './classify.ts';
import { displayWidth, isWide } from './part-lines.ts';
import { startsAnew } from './structure.ts';

/** Mailers break lines at 72 to 80 columns (RFC 3676 4.2 says 78 at most); a line that is longer was not broken. */
const narrowest = 60;
const usual = 71;
const widest = 82;

/** Joins the author's lines that their mailer broke at its margin. */
export function unwrap(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  const margin = marginOf(segments);
  let code = false;
  let last: Segment | null = null;
  for (const segment of segments) {
    const previous = joined.at(-1);
    if (segment.text.startsWith('```')) code = !code;
    if (previous && last && !code && margin !== null && goesOn(last, segment, margin)) {
      joined[joined.length - 1] = { ...previous, text: join(previous.text, segment.text) };
    } else joined.push(segment);
    last = segment;
  }
  return joined;
}

/** The width that the author's lines were broken at; null where one is longer than any margin, so that they were not. */
function marginOf(segments: readonly Segment[]): number | null {
  let margin = usual;
  for (const { whose, from, text } of segments) {
    if (whose !== 'author') continue;
    // A word that is wider than the margin (a URL) stands alone.
    if (from.width > widest) {
      if (text.trim().includes(' ')) return null;
      continue;
    }
    margin = Math.max(margin, from.width);
  }
  return margin;
}

/** The next word had no room on the line above. */
function goesOn(above: Segment, below: Segment, margin: number): boolean {
  if (above.whose !== 'author' || below.whose !== 'author' || !below.starts) return false;
  if (above.text === '' || below.text.trim() === '' || above.from.depth !== below.from.depth) return false;
  if (above.from.width < narrowest || startsAnew(below.text)) return false;
  const text = below.text.trim();
  // Where a sentence ends and another begins, a break is as likely the author's.
  if (/[。！？]$/.test(above.text) || (/[.!?]$/.test(above.text) && /^\p{Lu}/u.test(text))) return false;
  // Between wide characters a mailer may break anywhere, elsewhere between words alone.
  const breaks = isWide(text.charCodeAt(0)) && isWide(above.text.charCodeAt(above.text.length - 1));
  const firstWord = breaks ? 2 : displayWidth(text.split(' ', 1)[0] ?? '');
  return above.from.width + 1 + firstWord > margin;
}

function join(above: string, below: string): string {
  const end = above.trimEnd();
  const start = below.trimStart();
  const wide = isWide(end.charCodeAt(end.length - 1)) && isWide(start.charCodeAt(0));
  return wide ? end + start : `${end} ${start}`;
}
