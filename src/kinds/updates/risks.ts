import { words } from '../../message/words.ts';
import type { OpenRisk, UpdateRisks } from '../commands/record.ts';
import { epicNamed } from '../epics.ts';
import type { Context, Question } from '../kind.ts';

/** The risks in the answer to "What is at risk?": one for each item, with its epic, and the open one that it is. */
export function risksOf(
  answer: string,
  context: Context,
  epics: readonly string[],
): { risks: UpdateRisks['risks']; questions: Question[] } {
  const risks: UpdateRisks['risks'][number][] = [];
  const questions: Question[] = [];
  const own = context.openRisks.filter((risk) => risk.member === context.author?.address);
  for (const text of itemsOf(answer)) {
    if (isNothing(text) || isEnded(text)) continue;
    if (isUnchanged(text)) {
      for (const risk of own) risks.push({ text: risk.text, epic: risk.epic, sameAs: risk.number });
      continue;
    }
    const named = context.plan ? epicNamed(context.plan, '', text) : null;
    const epic = named ?? (epics.length === 1 ? (epics[0] ?? null) : null);
    const same = sameRisk(text, context.openRisks, own);
    risks.push({ text, epic: same.certain?.epic ?? epic, sameAs: same.certain?.number ?? null });
    if (same.near) questions.push({ about: 'same-risk', risk: same.near.number, text });
  }
  return { risks, questions };
}

/** Bullets or numbers where there are any, else paragraphs; the lines of one paragraph when each is short and none ends a sentence half-way. */
export function itemsOf(answer: string): string[] {
  const lines = answer.split('\n');
  const marked = lines.filter((line) => marker.test(line));
  if (marked.length > 0)
    return grouped(lines, (line) => marker.test(line)).map((item) => item.replace(marker, ''));
  // Lines of a paragraph are items where each is short; a longer one may have been broken by a mailer.
  const short = lines.every((line) => line.length <= 70);
  return grouped(lines, (_, above) => above.trim() === '' || (short && /[.!。！;]\s*$/.test(above)));
}
const marker = /^\s*(?:[-*•·◦▪‣–]|\(?\d{1,2}[.)])\s+/;

function grouped(lines: readonly string[], starts: (line: string, above: string) => boolean): string[] {
  const items: string[][] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const current = items.at(-1);
    if (!current || starts(line, lines[at - 1] ?? '')) items.push([line.trim()]);
    else current.push(line.trim());
  }
  return items.map((item) => item.join(' '));
}

const bare = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');

const none = new Set(
  words(
    'none|nothing|n/a|na|no|nope|nil|no risk|no risks|none that i know of|nothing at risk',
    'nothing really|none really|nothing that i know of|not that i know of|none so far',
    'nothing so far',
    'nothing new|no new risks|none at the moment|nothing at the moment|none this week',
    'nothing this week|none known|no blockers|all good|all fine|none for now|nothing for now',
    'nothing comes to mind|none right now|nothing right now',
    'nichts|keine|keins|nein|kein risiko|keine risiken|nichts bekannt|nichts neues|aktuell nichts',
    'derzeit nichts|momentan nichts|rien|aucun|aucune|néant|aucun risque|rien à signaler|ras',
    'rien pour le moment',
    'nada|ninguno|ninguna|ningún riesgo|sin riesgos|nenhum|nenhuma|nenhum risco|sem riscos|niente',
    "nessuno|nessun rischio|nulla|geen|niets|geen risico's|inget|ingen|ei mitään|nic|żadne|brak",
    'нет|ничего|никаких|нет рисков|рисков нет|немає|нічого|жодних|ризиків немає|немає ризиків|なし',
    '特になし|特にありません|ありません|ない|无|没有|無|없음|없습니다|yok|hiçbir şey',
  ),
);

/** "None", "nothing", "n/a", "-": an answer, and no risk. */
export function isNothing(text: string): boolean {
  return none.has(bare(text));
}

/** "over R-4": the end of a risk, and no other. */
const isEnded = (text: string) =>
  /^over\s+R-?\d+(?:\s*(?:,|and|&|\+)\s*R-?\d+)*[\s.!]*$/i.test(text.slice(0, 200));

/** "Same", "unchanged": what was open stays so. */
const isUnchanged = (text: string) => unchanged.has(bare(text));
const unchanged = new Set(
  words(
    'same|unchanged|same as before|same as last week|still the same|no change|as before|the same',
    'same risks|same as last time|same risk|ditto',
    'unverändert|wie zuvor|wie letzte woche|dasselbe|idem|inchangé|pareil',
    'comme la semaine dernière|igual|lo mismo|sin cambios|o mesmo|uguale|come prima|hetzelfde',
    'ongewijzigd',
    'то же|то же самое|без изменений|те саме|без змін|同じ|変わらず|先週と同じ|不变|同上',
  ),
);

interface Same {
  readonly certain: OpenRisk | null;
  readonly near: OpenRisk | null;
}

/** The open risk that a text names by its number or says again; one that is near is asked about. */
function sameRisk(text: string, open: readonly OpenRisk[], own: readonly OpenRisk[]): Same {
  const number = /^\W{0,3}R-?(\d{1,6})\b/i.exec(text)?.[1];
  const named = number === undefined ? undefined : open.find((risk) => risk.number === Number(number));
  if (named) return { certain: named, near: null };
  const repeated = own.find((risk) => likeness(text, risk.text) >= 0.85);
  if (repeated) return { certain: repeated, near: null };
  const likely = open
    .map((risk) => ({ risk, share: likeness(text, risk.text) }))
    .toSorted((a, b) => b.share - a.share)[0];
  return { certain: null, near: likely && likely.share >= 0.4 ? likely.risk : null };
}

/** The share of words that two texts have in common, 0 to 1. */
export function likeness(a: string, b: string): number {
  const one = new Set(a.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const other = new Set(b.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  if (one.size === 0 || other.size === 0) return 0;
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return common / (one.size + other.size - common);
}
