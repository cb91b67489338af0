import { epicsIn } from '../epics.ts';
import type { Member, Plan } from '../plan/record.ts';
import type { Value } from './fields.ts';

/** A value as running text: list items keep their lines, whatever a mailer broke is one line again. */
export function textOf(value: Value | undefined): string {
  if (!value) return '';
  return value
    .map((lines) =>
      lines.reduce((text, line) => {
        if (text === '') return line.trim();
        return isItem(line) || isItem(text.split('\n').at(-1) ?? '')
          ? `${text}\n${line.trimEnd()}`
          : `${text} ${line.trim()}`;
      }, ''),
    )
    .join('\n\n')
    .trim();
}

/** Without the quotation marks, or the emphasis, that stand around all of it. */
export function unquoted(text: string): string {
  let said = text.trim();
  for (const [open, close] of pairs) {
    const inner = said.slice(open.length, said.length - close.length);
    if (
      said.length > 2 &&
      said.startsWith(open) &&
      said.endsWith(close) &&
      !inner.includes(close) &&
      !inner.includes(open)
    )
      said = inner.trim();
  }
  return said;
}
const pairs: readonly (readonly [string, string])[] = [
  ['**', '**'],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['”', '”'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"'],
  ['‘', '’'],
];

/** "to be decided", "tbd", a question, or nothing: no statement. */
export function saysNothing(statement: string): boolean {
  const said = statement.toLowerCase().replace(/^[\s"“(<[]+|[\s"”)>\].!…]+$/gu, '');
  return /^[\p{P}\s]*$/u.test(said) || /[?？]["”’)\]]*$/u.test(statement.trim()) || open.test(said);
}
const open =
  /^(?:tb[dac](?:\s*[(,:;–—-].*)?|needed(?:\s.{0,60})?|(?:still |currently )?under (?:discussion|review|consideration)|still open|still pending|(?:none|nothing) so far|(?:still )?to ?be \p{L}+(?:\s.{0,60})?|(?:will|shall|has to|must|should) be (?:made|taken|decided|discussed|agreed)(?:\s.{0,60})?|todo|pending|open|undecided|not (?:yet )?(?:decided|made|taken|clear|known)(?: yet)?|none(?: yet)?|no decision(?: yet| so far)?|not yet|nothing(?: yet| decided)?(?: yet)?|later|follows|will follow|to follow|n\/?a|offen|noch offen|steht noch aus|folgt|ausstehend|à décider|en attente|pendiente|por decidir|pendente|a definir|da decidere|in attesa|nog te bepalen|öppet|не решено|未定|待定|-+|\.+|x+|_+|…)$/u;

/** Items of a list, or what stands between slashes, bars, semicolons; else the whole. */
export function optionsOf(value: Value | undefined): string[] {
  const lines = (value ?? []).flat().filter((line) => line.trim() !== '');
  if (lines.length === 0) return [];
  const items = lines.filter(isItem);
  if (items.length >= 2 || (items.length === 1 && lines.length === 1)) return listed(lines);
  if (lines.length > 1 && lines.every((line) => line.length <= 70 && !/,$/.test(line.trim())))
    return lines.map(bareItem);
  const text = lines.map((line) => line.trim()).join(' ');
  for (const separator of [/\s+\/\s+/, /\s+\|\s+/, /;\s+/, /\s+(?:vs\.?|versus|oder|ou|or)\s+/]) {
    const parts = text.split(separator).map((part) => bareItem(part));
    if (parts.length > 1 && parts.every((part) => part !== '')) return parts;
  }
  const lettered = text
    .split(/(?:^|[\s,;])\(?[a-eA-E1-5][).]\s+/)
    .map((part) => part.replace(/[,;]$/, '').trim());
  if (lettered.length > 2 && lettered[0] === '') return lettered.slice(1);
  const commas = text.split(/,\s+/).map(bareItem);
  return commas.length > 2 && commas.every((part) => part !== '' && part.split(/\s+/).length <= 5)
    ? commas
    : [bareItem(text)];
}

/** What does not begin an item goes on with the one above it. */
function listed(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const last = items.length - 1;
    if (isItem(line) || last < 0) items.push(bareItem(line));
    else items[last] = `${items[last]} ${line.trim()}`;
  }
  return items;
}

const marker = /^\s*(?:[-*•·◦▪‣+–]\s+|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+)/u;
const isItem = (line: string) => marker.test(line);
const bareItem = (line: string) => line.replace(marker, '').trim();

/** Slugs of an `Epic:` field: "#alert-quality", "Alert Quality", "alerting, OTA". */
export function epicsNamed(plan: Pick<Plan, 'epics'>, said: string): string[] {
  const wanted = said.toLowerCase();
  const exact = wanted.split(/[,;&]|\s+(?:and|und|et|y|e|en)\s+/).map((part) =>
    part
      .trim()
      .replace(/^#/, '')
      .replace(/[.\s]+$/, ''),
  );
  const found = plan.epics.filter((epic) =>
    [epic.slug, epic.name, ...epic.also].some((name) => exact.includes(name.toLowerCase())),
  );
  return [...new Set([...found.map((epic) => epic.slug), ...epicsIn(plan, said)])];
}

/** The member that a name, a first name or an address stands for; null where it is nobody's, or two people's. */
export function memberNamed(plan: Pick<Plan, 'members'>, said: string, author: Member): Member | null {
  const name = said
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/[\s.,;!]+$/, '')
    .trim();
  if (/^(?:me|i|myself|ich|moi|je|yo|eu|io|ik|jag|я)$/u.test(name)) return author;
  const address = /[^\s<>(),;]+@[^\s<>(),;]+/.exec(name)?.[0];
  const found = plan.members.filter(
    (member) =>
      member.address === (address ?? name) ||
      member.also.includes(address ?? name) ||
      (address === undefined && (member.name.toLowerCase() === name || namesOf(member.name).includes(name))),
  );
  const [only, other] = found;
  if (only && !other) return only;
  // "Ben Hartmann (please by Friday)": the first words that are somebody's name.
  const begun = plan.members.filter(
    (member) =>
      name.startsWith(`${member.name.toLowerCase()} `) || name.split(/[\s,(]/)[0] === namesOf(member.name)[0],
  );
  return begun.length === 1 ? (begun[0] ?? null) : null;
}
const namesOf = (name: string) => name.toLowerCase().split(/\s+/);

/** "D-7", "D7, D-9", "7": the numbers of a `Supersedes:` field. */
export const numbersOf = (whole: string): number[] => {
  const said = whole.replace(/\([^()]*\)/g, ' ');
  // A bare number is one only where nothing but numbers stands there.
  const bare = /^[\s#D\d,;&.-]*(?:(?:and|und|et|y|e|en)[\s#D\d,;&.-]*)*$/iu.test(said);
  const found = [...said.matchAll(/(?<![\p{L}\p{N}])(D[-‐‑–\s]?|#)?(\d{1,6})(?![\p{L}\p{N}])/giu)]
    .filter(([, sign]) => sign !== undefined || bare)
    .map(([, , digits]) => Number(digits));
  return [...new Set(found)];
};

/** "this reverses D-16", "supersedes D-7", "replaces D-3 and D-4", in prose. */
export function reversedIn(text: string): number[] {
  const found: number[] = [];
  for (const match of text.matchAll(reverses)) {
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    if (!hedged.test(before)) found.push(...numbersOf(match[1] ?? ''));
  }
  return [...new Set(found)];
}
/** "does not replace", "would replace", "whether it replaces": nobody does it yet. */
const hedged =
  /(?<!\p{L})(?:not|never|n['’]t|can|could|may|might|would|should|if|whether|nicht|pas|no|não|non|niet)(?!\p{L})[^.!?]*$/iu;
const reverses =
  /(?<!\p{L})(?:revers(?:es|ing)|supersed(?:es|ing)|replac(?:es|ing)|overrid(?:es|ing)|revok(?:es|ing)|undoes|ersetzt|hebt|remplace|annule|sustituye|anula|substitui|anula|sostituisce|annulla|vervangt)\s+(?:the\s+)?(?:decisions?\s+)?((?:D-\d{1,6}(?:\s*(?:,|and|&|und|et|y|e)\s*)?)+)/giu;
