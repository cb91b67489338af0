import type { OwnLine } from './fields.ts';

/** What a line does to a decision that is on record. */
export type LineStep =
  | { readonly type: 'withdraw' }
  | { readonly type: 'extend'; readonly until: string }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'keep' }
  | { readonly type: 'concern'; readonly name: string; readonly text: string }
  | { readonly type: 'resolve'; readonly name: string };

/** A step, and the decision that it names, if it does. */
export interface Found {
  readonly step: LineStep;
  readonly number: number | null;
  readonly lines: readonly number[];
}

/** "withdrawn", "extend to Monday", "reopen because …", "keep", "Concern COST: …", "Resolved COST", each at the start of a line of one's own. */
export function stepsIn(lines: readonly OwnLine[]): Found[] {
  const found: Found[] = [];
  for (const [at, { text, index }] of lines.entries()) {
    const line = bareLine(text);
    const number = Number(aimed.exec(line)?.slice(1).find(Boolean) ?? 0) || null;
    const concern = concernAt(line, lines, at);
    if (concern) {
      found.push({ step: concern.step, number, lines: concern.lines });
      continue;
    }
    const step = stepOf(line, lines.slice(at + 1));
    if (step) found.push({ step, number, lines: [index] });
  }
  return found;
}

/** "extend D-7 to Friday", "D-7: keep", "Concern COST on D-7: …": a number behind the command's own words aims it; one in a reason does not. */
const aimed =
  /^(?:please\s+|i\s+)?(?:extend|extended|withdraw|withdrawing|retract|re-?open|re-?opened|keep|resolved\s+\S{1,40}(?:\s+(?:on|of|in))?|concern\s+\S{1,40}\s+(?:on|for))\s+D-(\d{1,6})(?!\d)|^D-(\d{1,6})\s*[:–—-]?\s*keep/iu;

/** Without list marker and bold. */
const bareLine = (text: string) =>
  text
    .replace(/^\s*(?:[-*•·]\s+|\(?\d{1,2}[.)]\s+)?/, '')
    .replace(/\*\*?|__/g, '')
    .trim();

const target = '(?:\\s+(?:D-\\d{1,6}|this|it|that|the (?:decision|proposal|deadline)))?';
const withdrawn = new RegExp(
  `^(?:(?:i(?: hereby)?\\s+)?(?:withdraw|withdrawing|retract)${target}(?:\\s+(?:my|the|this)\\s+(?:proposal|objection|veto|concern|-1))?|(?:my\\s+)?(?:objection|proposal|veto|-1)?\\s*(?:is\\s+)?withdrawn|zurückgezogen|ich ziehe (?:den vorschlag|meinen einwand|das) zurück|retiré|je retire (?:la proposition|mon objection)|retirado|retirada|retiro (?:la propuesta|mi objeción)|ritirato|ritirata|ingetrokken)(?:[\\s.!]*|\\s*[,:;–—]\\s.*|\\s+(?:because|since|as)\\s.*|[.!]\\s.*)$`,
  'iu',
);
const extended = new RegExp(
  `^(?:please\\s+)?(?:extend(?:ed|ing)?|verlängern|verlängert|prolonger|prolongé|ampliar|prorogar|prorogare|verlengen)${target}\\s+(?:to|until|till|by|bis|auf|au|jusqu['’]à|jusqu['’]au|hasta|al?|até|para|fino a|tot)\\s+(.+)$`,
  'iu',
);
const reopened = new RegExp(
  `^(?:please\\s+|i\\s+)?(?:re-?open(?:ed|ing)?|wieder öffnen|rouvrir|reabrir|riaprire|heropenen)${target}(?:\\s*[:,;–—-]+\\s*|\\s+(?=because|since|as\\b|weil|parce|porque|perché|omdat)|\\s*$|\\s*\\.\\s*)(.*)$`,
  'iu',
);
const kept =
  /^(?:keep(?:\s+(?:D-\d{1,6}|it|this))?|D-\d{1,6}\s*[:–—-]?\s*keep|behalten|on garde|mantener|manter|tenere)[\s.!]*$/iu;
const resolvedConcern =
  /^(?:resolved|lifted)\s*:?\s+(?:concern\s+)?([\p{L}\p{N}][\p{L}\p{N}_-]{0,40})[\s.!]*$|^(?:concern\s+)?([\p{Lu}\p{N}][\p{Lu}\p{N}_-]{1,40})\s*(?:[:–—-]\s*|\s+is\s+|\s+)(?:resolved|lifted|solved)[\s.!]*$/u;
const resolvedName =
  /^(?:resolved|lifted)\s*:?\s+(?:concern\s+)?([\p{L}\p{N}][\p{L}\p{N}_-]{0,40})(?=[\s.,;:!–—-]|$)/iu;

function stepOf(line: string, below: readonly OwnLine[]): LineStep | null {
  if (line.length > 400) return null;
  const resolves = resolvedConcern.exec(line);
  const name = resolves?.[1] ?? resolves?.[2] ?? resolvedName.exec(line)?.[1];
  if (name !== undefined) return { type: 'resolve', name };
  if (withdrawn.test(line)) return { type: 'withdraw' };
  const until = extended.exec(line)?.[1];
  if (until !== undefined) return { type: 'extend', until };
  const again = reopened.exec(line);
  if (again) {
    const said = (again[1] ?? '').replace(/^[\s,;:–—-]*(?:please|bitte|pls)?[\s.!]*$/i, '').trim();
    const next = below.find((one) => one.text.trim() !== '')?.text.trim() ?? '';
    return { type: 'reopen', reason: said === '' ? next : said };
  }
  return kept.test(line) ? { type: 'keep' } : null;
}

const named =
  /^concern\s+[“"']?([\p{L}\p{N}][\p{L}\p{N}_-]{0,40})[”"']?\s*(?:[:：]|\s[–—-](?=\s)|[–—])\s*(.*)$/iu;

/** `Concern NAME: …` with its paragraph. */
function concernAt(line: string, lines: readonly OwnLine[], at: number) {
  const [, name = '', first = ''] = named.exec(line) ?? [];
  if (name === '' || /^(?:resolved|lifted|solved)[\s.!]*$/i.test(first)) return null;
  const texts = [first];
  const taken = [lines[at]?.index ?? 0];
  for (const next of lines.slice(at + 1)) {
    if (next.text.trim() === '' && texts.join('') !== '') break;
    if (named.test(bareLine(next.text)) || resolvedName.test(bareLine(next.text))) break;
    texts.push(next.text.trim());
    taken.push(next.index);
  }
  return { step: { type: 'concern' as const, name, text: texts.join(' ').trim() }, lines: taken };
}
