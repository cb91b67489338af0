import type { OwnLine } from './fields.ts';

/**
 * A statement that begins behind a sentence of the same line: "They asked again. Decision: We take B." Only with a capital and a colon, so that
 * "the decision: no idle cost" stays prose. Both lines have the index of the one.
 */
export function openedAt(lines: readonly OwnLine[]): OwnLine[] {
  return lines.flatMap((line) => {
    if (line.aside || line.text.length > 4000) return [line];
    const cuts = [...line.text.matchAll(begins)]
      .map((match) => match.index + match[0].length)
      .filter((at) => at > longestMarker);
    if (cuts.length === 0) return [line];
    return [0, ...cuts].map((start, at) => ({ ...line, text: line.text.slice(start, cuts[at]).trim() }));
  });
}

/** "1. Decision: …" begins a line. */
const longestMarker = 5;

const begins =
  /[.!?…;:)]["”’)]?\s+(?=(?:[*_]{0,3})(?:Decision|Proposal|DECISION|PROPOSAL)(?:[*_]{0,3})\s?[:：])/gu;
