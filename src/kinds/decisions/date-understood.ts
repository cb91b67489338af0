import { type Phrase, phrasesOf } from './date-phrases.ts';
import { tokensOf } from './date-tokens.ts';
import type { WrittenZone } from './date-zones.ts';

/** What is said about time, before it is known when it was said. */
export interface Understood {
  readonly phrases: readonly Phrase[];
  readonly zone: WrittenZone | null;
  /** Words that say nothing about time followed: "Friday, so that we can order". */
  readonly remark: boolean;
}

/** No more of a text is looked at. */
const longest = 120;

/** Every word has to say something about time, but for a remark in brackets or behind a break; null otherwise. */
export function understand(said: string, part: 'whole' | 'with remark' = 'with remark'): Understood | null {
  const text = said.slice(0, longest).normalize('NFKC');
  const phrases = withBrackets(text);
  if (phrases) return understood(phrases, false);
  const breakAt = part === 'whole' ? -1 : text.search(/[;\n–—]|\s-+\s|[.!?,]\s+\p{L}/u);
  if (breakAt < 0 || namesTime(text.slice(breakAt + 1))) return null;
  const before = withBrackets(text.slice(0, breakAt));
  return before && understood(before, true);
}

/** What stands in brackets counts where it adds something: "17:00 (CET)", "Friday (4 Dec)", not "17:00 (11:00 in New York)". */
function withBrackets(text: string): Phrase[] | null {
  const remarks: string[] = [];
  const outside = text.replace(/[([]([^()[\]]*)(?:[)\]]|$)/g, (_, inside: string) => {
    remarks.push(inside);
    return ' ';
  });
  const phrases = phrasesOf(tokensOf(outside));
  if (!phrases) return null;
  for (const remark of remarks) {
    const added = phrasesOf(tokensOf(remark));
    if (added && !(added.some(isTime) && phrases.some(isTime))) phrases.push(...added);
  }
  return phrases;
}

function isTime({ says }: Phrase): boolean {
  return says === 'time' || says === 'clock' || says === 'part' || says === 'pair';
}

function understood(phrases: readonly Phrase[], remark: boolean): Understood | null {
  const zones = phrases.flatMap((phrase) => (phrase.says === 'zone' ? [phrase.zone] : []));
  const [zone = null] = zones;
  const rest = phrases.filter(({ says }) => says !== 'zone' && says !== 'doubt');
  if (rest.length === 0 || zones.some((other) => other.zones[0] !== zone?.zones[0])) return null;
  return { phrases: phrases.filter(({ says }) => says !== 'zone'), zone, remark };
}

/** A remark that may name another day is none: "Friday, or Monday if you are away". */
function namesTime(text: string): boolean {
  return tokensOf(text).some((token) => {
    if (token.is !== 'word') return token.is !== 'unknown' && token.is !== 'doubt' && token.is !== 'zone';
    const { weekday, month, relative, clock, endOf, inWeek, ahead } = token.senses;
    return [weekday, month, relative, clock, endOf, inWeek, ahead].some((sense) => sense !== undefined);
  });
}
