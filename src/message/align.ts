import type { PartLine } from './part-lines.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Lines with their words in one row, so that rewrapping makes no difference. */
export interface Words {
  readonly tokens: readonly (readonly Token[])[];
  /** For each word (links left out): its id, and the line it is in. */
  readonly ids: readonly number[];
  readonly lineOf: readonly number[];
  /** For each line: the number of words before it. */
  readonly starts: readonly number[];
}

/** `length` words from word `at` of the reply are the words from `from` of the original. */
export interface Run {
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** One readable part of a message, with its words. */
export interface Part {
  readonly lines: readonly PartLine[];
  readonly words: Words;
}

/** Gives every word one number, in all texts that are compared. */
export type Dictionary = Map<string, number>;

export function wordsOf(lines: readonly PartLine[], dictionary: Dictionary): Words {
  const tokens: Token[][] = [];
  const ids: number[] = [];
  const lineOf: number[] = [];
  const starts: number[] = [];
  lines.forEach((line, number) => {
    const own = tokensOf(line.text);
    tokens.push(own);
    starts.push(ids.length);
    for (const token of own) {
      if (token.link) continue;
      const id = dictionary.get(token.word) ?? dictionary.size;
      dictionary.set(token.word, id);
      ids.push(id);
      lineOf.push(number);
    }
  });
  return { tokens, ids, lineOf, starts };
}

const shortest = 3;
/** Text that says the same again and again has many places to look at; this many are enough. */
const mostCandidates = 12;

/**
 * The runs of words that a reply has in common with an original, in the order of both: those that together weigh most.
 * A word weighs more where the reply quotes it. Linear but for the logarithm of the chain.
 */
export function commonRuns(reply: Words, original: Words, quoted: (line: number) => boolean): Run[] {
  const runs = matches(reply.ids, original.ids).flatMap((run) => byLine(run, original));
  const weights = runs.map((run) => run.length * (quoted(reply.lineOf[run.at] ?? 0) ? 2 : 1));
  return joined(extended(heaviestChain(runs, weights, original.ids.length), reply.ids, original.ids));
}

/**
 * A run in parts, one for each line of the original. An answer may end with the word that its question ends with; the run from there into
 * the next line then competes for that one word, not for the whole line.
 */
function byLine(run: Run, original: Words): Run[] {
  const parts: Run[] = [];
  const end = run.from + run.length;
  for (let from = run.from; from < end; ) {
    const next = Math.min(end, original.starts[(original.lineOf[from] ?? 0) + 1] ?? end);
    parts.push({ at: run.at + from - run.from, from, length: next - from });
    from = next;
  }
  return parts;
}

/** Runs as far as both texts agree: a word at the edge may have gone to a run that was not chosen. */
function extended(chain: readonly Run[], reply: readonly number[], original: readonly number[]): Run[] {
  let endsAt = 0;
  let endsFrom = 0;
  return chain.map((run, index) => {
    const next = chain[index + 1];
    let { at, from, length } = run;
    while (at > endsAt && from > endsFrom && reply[at - 1] === original[from - 1]) {
      at -= 1;
      from -= 1;
      length += 1;
    }
    const most = Math.min((next?.at ?? reply.length) - at, (next?.from ?? original.length) - from);
    while (length < most && reply[at + length] === original[from + length]) length += 1;
    endsAt = at + length;
    endsFrom = from + length;
    return { at, from, length };
  });
}

/** Runs that go on where the one before ended are one. */
function joined(chain: readonly Run[]): Run[] {
  const runs: Run[] = [];
  for (const run of chain) {
    const last = runs.at(-1);
    if (last && last.at + last.length === run.at && last.from + last.length === run.from)
      runs[runs.length - 1] = { ...last, length: last.length + run.length };
    else runs.push(run);
  }
  return runs;
}

/** Greedy: at every word of the reply the longest run that starts there, preferring to go on where the last one ended. */
function matches(reply: readonly number[], original: readonly number[]): Run[] {
  const places = new Map<number, number[]>();
  for (let from = 0; from + shortest <= original.length; from += 1) {
    const key = keyAt(original, from);
    const list = places.get(key);
    if (!list) places.set(key, [from]);
    else if (list.length < mostCandidates) list.push(from);
  }
  const runs: Run[] = [];
  let expected = -1;
  for (let at = 0; at + shortest <= reply.length; ) {
    let best = 0;
    let bestFrom = -1;
    for (const from of places.get(keyAt(reply, at)) ?? []) {
      let length = 0;
      while (
        at + length < reply.length &&
        from + length < original.length &&
        reply[at + length] === original[from + length]
      ) {
        length += 1;
      }
      const nearer = length === best && from >= expected && (bestFrom < expected || from < bestFrom);
      if (length > best || nearer) {
        best = length;
        bestFrom = from;
      }
    }
    if (best >= shortest) {
      runs.push({ at, from: bestFrom, length: best });
      at += best;
      expected = bestFrom + best;
    } else at += 1;
  }
  return runs;
}

const keyAt = (ids: readonly number[], at: number) =>
  (Math.imul(ids[at] ?? 0, 73856093) ^
    Math.imul(ids[at + 1] ?? 0, 19349663) ^
    Math.imul(ids[at + 2] ?? 0, 83492791)) >>>
  0;

/** Of runs in the reply's order, those whose places in the original ascend and that weigh most together; the later of two equals. */
function heaviestChain(runs: readonly Run[], weights: readonly number[], size: number): Run[] {
  // A Fenwick tree over the original's places: the heaviest chain that ends at or before each.
  const tree = new Int32Array(size + 2).fill(-1);
  const total: number[] = [];
  const before: number[] = [];
  for (const [index, run] of runs.entries()) {
    let previous = -1;
    for (let at = run.from; at > 0; at -= at & -at) {
      const candidate = tree[at] ?? -1;
      if (candidate >= 0 && (previous < 0 || (total[candidate] ?? 0) >= (total[previous] ?? 0)))
        previous = candidate;
    }
    before.push(previous);
    total.push((weights[index] ?? 0) + (previous < 0 ? 0 : (total[previous] ?? 0)));
    for (let at = run.from + run.length; at <= size; at += at & -at) {
      const current = tree[at] ?? -1;
      if (current < 0 || (total[current] ?? 0) <= (total[index] ?? 0)) tree[at] = index;
    }
  }
  let last = -1;
  for (const [index, weight] of total.entries()) if (last < 0 || weight >= (total[last] ?? 0)) last = index;
  const chain: Run[] = [];
  for (; last >= 0; last = before[last] ?? -1) {
    const run = runs[last];
    if (run) chain.push(run);
  }
  return chain.reverse();
}
