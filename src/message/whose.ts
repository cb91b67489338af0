import { commonRuns, type Part, type Run, type Words } from './align.ts';
import type { PartLine } from './part-lines.ts';
import type { Token } from './tokens.ts';

/** The lines of an original, from one of its parts, as text. */
export interface Original {
  readonly number: number;
  readonly lines: readonly PartLine[];
  readonly words: Words;
}

/** For each word of the reply: the original's line that it is from, or null. */
export interface Alignment {
  readonly reply: Words;
  readonly origin: readonly (Origin | null)[];
  /** Words that are an original's. */
  readonly aligned: number;
  /** URLs that the originals have. */
  readonly links: ReadonlySet<string>;
  /** Lines without any word ("--", "* * *") that the originals have. */
  readonly wordless: ReadonlySet<string>;
}
export interface Origin {
  readonly original: number;
  readonly line: number;
  readonly text: string;
  /** No line with words follows in the original. */
  readonly last: boolean;
}

/** An unmarked copy counts as one from this share of the original on: less may be an author who types the same words. */
const enoughOfOriginal = 0.6;
/** Whoever writes no more than somebody wrote before them ("+1", "Agreed.") says the same, and copies nothing. */
const leastCopied = 8;

/** Aligns lines of a reply with both parts of each original, and keeps of each the part that explains more. */
export function alignLines(
  reply: Words,
  originals: readonly (readonly Part[])[],
  quoted: (line: number) => boolean,
): Alignment {
  const origin: (Origin | null)[] = reply.ids.map(() => null);
  const links = new Set<string>();
  const wordless = new Set<string>();
  const found = originals.map((parts, number) => {
    const candidates = parts.map(({ lines, words }) => {
      remember(lines, words, links, wordless);
      return best(reply, { number, lines, words }, quoted);
    });
    return candidates.reduce((one, other) => (other.weight > one.weight ? other : one), nothingFound);
  });
  for (const { original, runs } of found.toSorted((a, b) => b.weight - a.weight)) {
    if (!original) continue;
    for (const run of runs) {
      for (let step = 0; step < run.length; step += 1) {
        origin[run.at + step] ??= originAt(original, run.from + step);
      }
    }
    fillGaps(reply, original, runs, origin);
  }
  return { reply, origin, links, wordless, aligned: origin.filter((one) => one !== null).length };
}

interface Found {
  readonly original: Original | null;
  readonly runs: readonly Run[];
  readonly weight: number;
}
const nothingFound: Found = { original: null, runs: [], weight: 0 };

function best(reply: Words, original: Original, quoted: (line: number) => boolean): Found {
  const chain = commonRuns(reply, original.words, quoted);
  const marked = chain.map((run) => quoted(reply.lineOf[run.at] ?? 0));
  const bare = chain.reduce((sum, run, at) => sum + (marked[at] ? 0 : run.length), 0);
  const copied = bare >= Math.max(leastCopied, enoughOfOriginal * original.words.ids.length);
  const trusted = chain.filter((_, at) => copied || marked[at]);
  const runs = trusted.filter((run, at) =>
    holds(run, trusted[at - 1], trusted[at + 1], reply, original.words),
  );
  return { original, runs, weight: runs.reduce((sum, run) => sum + run.length, 0) };
}

/** Words that anybody may use are no quote: a short run counts where lines begin and end, or where it joins its neighbours. */
function holds(
  run: Run,
  before: Run | undefined,
  after: Run | undefined,
  reply: Words,
  original: Words,
): boolean {
  if (run.length >= longRun) return true;
  const end = run.at + run.length;
  const until = run.from + run.length;
  const begins =
    (startsLine(original, run.from) && startsLine(reply, run.at)) ||
    (before !== undefined &&
      run.from - before.from - before.length <= 3 &&
      run.at - before.at - before.length <= 3);
  const ends =
    startsLine(original, until) || (after !== undefined && after.from - until <= 3 && after.at - end <= 3);
  return begins && ends;
}
const longRun = 7;

/** A line begins with this word, or the text is over. */
const startsLine = (words: Words, at: number) =>
  at >= words.ids.length || words.starts[words.lineOf[at] ?? 0] === at;

function originAt(original: Original, word: number): Origin {
  const line = original.words.lineOf[word] ?? 0;
  const next = original.words.starts[line + 1] ?? original.words.ids.length;
  return {
    original: original.number,
    line,
    text: original.lines[line]?.text ?? '',
    last: next >= original.words.ids.length,
  };
}

/** Lines too short for a run, and words that a mailer broke, between two runs that follow each other in both texts. */
function fillGaps(reply: Words, original: Original, runs: readonly Run[], origin: (Origin | null)[]): void {
  const first = runs[0];
  if (!first) return;
  const points = [...runs, { at: reply.ids.length, from: original.words.ids.length, length: 0 }];
  let at = first.at;
  let from = 0;
  // Above the first run as far as the reply's lines reach upwards without a gap of more than the original has.
  at = Math.max(0, first.at - first.from);
  for (const point of points) {
    const inReply = point.at - at;
    const inOriginal = point.from - from;
    if (inReply > 0 && inOriginal > 0) {
      const broken = inReply <= 2 && inOriginal <= 2 && sameLine(original.words, from - 1, point.from);
      if (broken)
        for (let step = 0; step < inReply; step += 1) origin[at + step] ??= originAt(original, from);
      else equalLines(reply, original, { at, to: point.at, from, until: point.from }, origin);
    }
    at = point.at + point.length;
    from = point.from + point.length;
  }
}

const sameLine = (words: Words, a: number, b: number) =>
  a >= 0 && b < words.ids.length && words.lineOf[a] === words.lineOf[b];

/** Whole short lines of the original that are whole lines of the reply, in the same order. */
function equalLines(
  reply: Words,
  original: Original,
  gap: { at: number; to: number; from: number; until: number },
  origin: (Origin | null)[],
): void {
  const wanted = wholeLines(original.words, gap.from, gap.until);
  const places = new Map<string, { readonly list: number[]; next: number }>();
  for (const [index, line] of wanted.entries()) {
    const place = places.get(line.key);
    if (place) place.list.push(index);
    else places.set(line.key, { list: [index], next: 0 });
  }
  let after = -1;
  for (const line of wholeLines(reply, gap.at, gap.to)) {
    const place = places.get(line.key);
    while (place && (place.list[place.next] ?? after + 1) <= after) place.next += 1;
    const index = place?.list[place.next];
    if (index === undefined) continue;
    after = index;
    for (let word = line.from; word < line.to; word += 1)
      origin[word] ??= originAt(original, wanted[index]?.from ?? 0);
  }
}

/** Lines that lie between two words, whole. */
function wholeLines(words: Words, from: number, to: number): { from: number; to: number; key: string }[] {
  const lines: { from: number; to: number; key: string }[] = [];
  for (let at = from; at < to; ) {
    const line = words.lineOf[at] ?? 0;
    const start = words.starts[line] ?? 0;
    const end = words.starts[line + 1] ?? words.ids.length;
    if (start === at && end <= to) lines.push({ from: at, to: end, key: words.ids.slice(at, end).join(' ') });
    at = end;
  }
  return lines;
}

function remember(lines: readonly PartLine[], words: Words, links: Set<string>, wordless: Set<string>): void {
  words.tokens.forEach((tokens, number) => {
    for (const token of tokens) if (token.link) links.add(token.word);
    if (tokens.length > 0) return;
    const text = lines[number]?.text.trim() ?? '';
    if (text !== '') wordless.add(text);
  });
}

/** A part of a line: the original's or not. */
export interface Piece {
  readonly text: string;
  readonly origin: Origin | null;
}

/** Cuts a line where its words change hands; punctuation goes with the word it is attached to. */
export function piecesOf(text: string, line: number, alignment: Alignment): Piece[] {
  const tokens = alignment.reply.tokens[line] ?? [];
  if (tokens.length === 0) return [{ text, origin: null }];
  const owners = ownersOf(tokens, line, alignment);
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const owner = owners[at] ?? null;
    const next = owners[at + 1] ?? null;
    const end = tokens[at + 1];
    if (end && (owner === null) === (next === null)) continue;
    const border = end ? borderBetween(text, tokens[at]?.end ?? 0, end.start, owner !== null) : text.length;
    const piece = text.slice(start, border);
    pieces.push({ text: start === 0 ? piece.trimEnd() : piece.trim(), origin: owner });
    start = border;
  }
  return pieces;
}

function ownersOf(tokens: readonly Token[], line: number, alignment: Alignment): (Origin | null)[] {
  const { reply, origin, links } = alignment;
  let word = reply.starts[line] ?? 0;
  const owners: (Origin | null)[] = tokens.map((token) => {
    if (token.link) return null;
    word += 1;
    return origin[word - 1] ?? null;
  });
  tokens.forEach((token, at) => {
    if (!token.link) return;
    const before = owners[at - 1] ?? null;
    const neighbour = before ?? owners.slice(at + 1, at + 4).find((one) => one !== null) ?? null;
    // A mailer's own link stands in brackets behind the words that it links.
    const mailers = token.end - token.start > token.word.length && before !== null;
    if (neighbour && (links.has(token.word) || mailers)) owners[at] = neighbour;
  });
  return owners;
}

/** Between two words of different hands: closing marks stay with the original's word, opening ones as well. */
function borderBetween(text: string, from: number, to: number, originalFirst: boolean): number {
  const between = text.slice(from, to);
  if (originalFirst) {
    const closing = /^[^\s#@([{<]*/.exec(between);
    return from + (closing ? closing[0].length : 0);
  }
  const opening = /[*_"“„«(']*$/.exec(between);
  return to - (opening ? opening[0].length : 0);
}
