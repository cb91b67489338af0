import type { Part } from './align.ts';
import { blockOf, markedQuotes } from './marked-quotes.ts';
import type { Line, Place, Whose } from './own-words.ts';
import type { PartLine } from './part-lines.ts';
import { type QuoteHead, quoteHeads } from './quote.ts';
import { type Alignment, alignLines, type Origin, piecesOf } from './whose.ts';

/** A line, or a part of one, on its way to `OwnWords`. */
export interface Segment extends Line {
  /** The line of the part that it is from. */
  readonly from: PartLine;
  /** True for the first part of its line. */
  readonly starts: boolean;
  /** Stands below the beginning of a quote. */
  readonly inQuote: boolean;
  /** Is the last of its original, or stands below that. */
  readonly past: boolean;
}

/** Says of every line whether it is an original's, quoted, or left to the author; signatures and their like are not looked for yet. */
export function classify(
  reply: Part,
  originals: readonly (readonly Part[])[],
): { segments: Segment[]; aligned: number } {
  const { lines } = reply;
  const heads = quoteHeads(lines);
  let known: Set<string> | null = null;
  const isKnown = (line: number) => {
    // Few replies have lines that ask for it.
    known ??= linesOf(originals);
    return known.has(keyOf(reply, line));
  };
  const marked = markedQuotes(lines, heads, isKnown);
  const alignment = alignLines(reply.words, originals, (line) => marked[line] ?? false);
  const shown = lines.map((line, at) => piecesOf(line.text, at, alignment));
  const owned = shown.map((pieces) => pieces.find((piece) => piece.origin !== null)?.origin ?? null);
  const lastOwned = owned.findLastIndex((one) => one !== null);
  const firstOwned = owned.findIndex((one) => one !== null);
  const nextOwned = nextDepths(lines, owned);
  const isWhole = shown.map((pieces) =>
    pieces.every((piece) => piece.origin !== null || piece.text.trim() === ''),
  );
  const headOf = headsByLine(heads, lines, { owned, marked, isWhole });

  const headEnd = blockOf(heads)?.end ?? lines.length;
  const secondhand = isSecondhand(lines, headOf, firstOwned);

  const segments: Segment[] = [];
  let above: Place | null = null;
  let last: Origin | null = null;
  let lastDepth = 0;
  let begun = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    let pieces = shown[at];
    if (!line || !pieces) continue;
    const head = headOf.get(at) ?? null;
    // "… AM Ana wrote:" stands in many originals too: the whole line heads this quote.
    if (head?.rule === 'attribution') pieces = [{ text: line.text, origin: null }];
    begun ||= head !== null || owned[at] !== null || line.mark === 'quote';
    for (const piece of pieces) {
      const starts = piece === pieces[0];
      if (piece.origin) {
        last = piece.origin;
        lastDepth = line.depth;
        above = { original: piece.origin.original, text: piece.origin.text };
        segments.push({
          text: piece.text,
          whose: 'original',
          rule: 'aligned',
          under: above,
          from: line,
          starts,
          inQuote: true,
          past: piece.origin.last,
        });
        continue;
      }
      const [whose, rule] =
        piece.text.trim() === ''
          ? (['author', 'blank'] as const)
          : decide(line, piece.text, {
              head,
              alignment,
              before: firstOwned >= 0 && at < firstOwned,
              after: at > lastOwned,
              any: firstOwned >= 0,
              begun: begun && (marked[at] ?? false),
              last,
              lastDepth,
              nextDepth: nextOwned[at] ?? null,
              stray: !(marked[at] ?? false),
              partial: pieces.length > 1,
              headed: at >= headEnd,
              secondhand,
            });
      const text =
        whose === 'author' && line.depth > 0 && !(marked[at] ?? false)
          ? line.prefix + piece.text
          : piece.text;
      segments.push({
        text,
        whose,
        rule,
        under: whose === 'author' ? above : null,
        from: line,
        starts,
        inQuote: begun,
        past: last?.last ?? false,
      });
    }
  }
  return { segments, aligned: alignment.aligned };
}

/**
 * Whether the author answers somebody who had answered the original: two heads of one kind stand above it, and the author's own words above
 * both. What is typed into a quote of a quote is then that somebody's.
 */
function isSecondhand(
  lines: readonly PartLine[],
  headOf: ReadonlyMap<number, QuoteHead>,
  firstOwned: number,
): boolean {
  const heads = [...new Set(headOf.values())]
    .filter((head) => head.start < firstOwned)
    .toSorted((a, b) => a.start - b.start);
  const [first, second] = heads;
  if (!first || !second || !heads.slice(1).some((head) => head.rule === first.rule)) return false;
  return lines.slice(0, first.start).some((line) => line.text.trim() !== '' && !line.hidden);
}

interface Surroundings {
  readonly head: QuoteHead | null;
  readonly alignment: Alignment;
  /** Above the first, or below the last line that is an original's. */
  readonly before: boolean;
  readonly after: boolean;
  readonly any: boolean;
  readonly begun: boolean;
  readonly last: Origin | null;
  readonly lastDepth: number;
  readonly nextDepth: number | null;
  readonly stray: boolean;
  readonly partial: boolean;
  /** Below a separator or a block of header lines. */
  readonly headed: boolean;
  /** What is quoted was quoted before, by somebody whose own words are not known. */
  readonly secondhand: boolean;
}

function decide(line: PartLine, text: string, around: Surroundings): readonly [Whose, string] {
  if (around.head) return ['folded', around.head.rule];
  if (line.hidden) return ['folded', 'hidden'];
  const others = around.secondhand && !around.stray && !around.before && line.depth >= around.lastDepth;
  if (others) return ['quoted', 'quoted-twice'];
  if (around.partial) return ['author', 'own'];
  const asDeep = line.depth >= around.lastDepth;
  if (asDeep && around.alignment.wordless.has(text.trim()) && around.begun && around.any)
    return ['original', 'aligned-mark'];
  if (around.stray) return ['author', 'own'];
  // Quote marks that a client wrote into HTML as text.
  if (/^[>\s]+$/.test(text)) return ['quoted', 'quote-prefix'];
  const quote = line.depth > 0 ? 'quote-prefix' : 'header-block';
  if (!around.any) return around.begun ? ['quoted', quote] : ['author', 'own'];
  // A depth between the author's and the original's is of who quoted the original before them.
  const between = line.depth > 0 && line.depth < Math.max(around.lastDepth, around.nextDepth ?? 0);
  if (around.before) {
    return around.nextDepth !== null && line.depth < around.nextDepth && !between && !around.headed
      ? ['author', 'own']
      : ['quoted', 'above-original'];
  }
  if (between) return ['quoted', quote];
  if (around.after) {
    if (line.depth > around.lastDepth) return ['quoted', quote];
    if (line.depth > 0 && line.depth === around.lastDepth && around.last?.last)
      return ['quoted', 'below-original'];
    return ['author', 'own'];
  }
  return line.depth > Math.max(around.lastDepth, around.nextDepth ?? 0)
    ? ['quoted', quote]
    : ['author', 'own'];
}

/** For each line the depth of the next one that is an original's. */
function nextDepths(lines: readonly PartLine[], owned: readonly (Origin | null)[]): (number | null)[] {
  const depths: (number | null)[] = [];
  let next: number | null = null;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    depths[at] = next;
    if (owned[at]) next = lines[at]?.depth ?? 0;
  }
  return depths;
}

/** The lines of the originals, as their words: what is a whole line of theirs behind a ">" is a quote, however short. */
function linesOf(originals: readonly (readonly Part[])[]): Set<string> {
  return new Set(
    originals
      .flat()
      .flatMap((part) => part.lines.map((_, line) => keyOf(part, line)))
      .filter((key) => key.includes(' ')),
  );
}

const keyOf = ({ lines, words }: Part, line: number) =>
  (lines[line]?.text.length ?? 0) > 400
    ? ''
    : (words.tokens[line] ?? []).map((token) => token.word).join(' ');

/** Heads that a quote follows, by their lines. */
function headsByLine(
  heads: readonly QuoteHead[],
  lines: readonly PartLine[],
  {
    owned,
    marked,
    isWhole,
  }: {
    owned: readonly (Origin | null)[];
    marked: readonly boolean[];
    /** Lines that are an original's from end to end. */
    isWhole: readonly boolean[];
  },
): Map<number, QuoteHead> {
  const byLine = new Map<number, QuoteHead>();
  for (const head of heads.toReversed()) {
    let next = head.end;
    while (next < lines.length && lines[next]?.text.trim() === '') next += 1;
    const follows = head.rule === 'header-block' || owned[next] || marked[next] || byLine.has(next);
    const numbers = Array.from({ length: head.end - head.start }, (_, step) => head.start + step);
    const taken =
      head.rule === 'attribution'
        ? numbers.every((at) => owned[at] && isWhole[at])
        : numbers.some((at) => owned[at]);
    if (!follows || taken) continue;
    for (let at = head.start; at < head.end; at += 1) byLine.set(at, head);
  }
  return byLine;
}
