import { mostLines } from './counters.ts';
import { labelled, type Mark, stemOf } from './marks.ts';
import { type Question, questions } from './record.ts';
import type { TextLine } from './split.ts';

/**
 * Four names of the same make, of which some are known: "Goal –", "Highlights –", "Lowlights –", "Next –". Those that are not known, or that
 * two lines claim, take the places that are left, in order. So a label needs no dictionary of every language and every team.
 */
export function labelSeries(lines: readonly TextLine[]): Map<number, Mark> {
  const groups = new Map<string, Named[]>();
  let code = false;
  for (const [at, { text }] of lines.slice(0, mostLines).entries()) {
    if (text.trimStart().startsWith('```')) code = !code;
    if (code || text.trim() === '') continue;
    for (const name of namesOf(text, at)) {
      // A heading stands apart from what is above it, or has a mark of its own.
      const apart = at === 0 || lines[at - 1]?.text.trim() === '';
      if (name.separator === 'alone' && name.prefix === '' && !apart) continue;
      const shape = `${name.prefix}\0${name.separator}`;
      if (name.known === 'notes') continue;
      const group = groups.get(shape) ?? [];
      group.push(name);
      groups.set(shape, group);
    }
  }
  const first = lines.findIndex((line) => line.text.trim() !== '');
  for (const group of groups.values()) {
    if (group.length !== questions.length || !isForm(group, lines, first)) continue;
    const places = placesOf(group.map(({ known }) => (known === 'notes' ? null : known)));
    return new Map(group.map(({ at, rest }, index) => [at, markOf(places[index] ?? 'goal', rest)] as const));
  }
  return new Map();
}

interface Named {
  readonly at: number;
  readonly prefix: string;
  /** What stands behind the name; "alone…" where nothing but marks follow on its line. */
  readonly separator: string;
  readonly known: Question | 'notes' | null;
  readonly rest: string;
}

const markOf = (question: Question, rest: string): Mark => ({ question, by: 'label', rest, indent: 0 });

const separated =
  /^([^\p{L}\p{N}]{0,8})(\p{L}[\p{L}\p{M}'’/& ]{0,38}?)([*_)\]】」]{0,3}\s?(?:[:：]|->|=>|→|=|\||~|»|\.\.(?=\s)|[;,](?=\s)|\s[-–—](?=\s)|[-–—.)\]](?=\s)|[–—]))[*_]{0,3}\s*(.*)$/u;
const tabbed = /^([^\p{L}\p{N}]{0,8})(\p{L}[\p{L}\p{M}'’/& ]{0,38}?)(\t+)(.*)$/u;
const emphasised = /^()(?=[*_])([*_]{1,3}\p{L}[\p{L}\p{M}'’/& ]{0,38}?)([*_]{1,3})\s+(.*)$/u;
const alone = /^([^\p{L}\p{N}]{0,8})(\p{L}[\p{L}\p{M}\p{N}'’/&, -]{0,70}?)([^\p{L}\p{N}]{0,8})$/u;

function namesOf(line: string, at: number): Named[] {
  const text = line.slice(0, 120).trimEnd();
  const found: Named[] = [];
  for (const pattern of [separated, tabbed, emphasised]) {
    const [all, prefix = '', name = '', separator = '', rest = ''] = pattern.exec(text) ?? [];
    if (all === undefined || rest === '' || name.trim().split(/\s+/).length > 5) continue;
    const said = line.slice(text.length - rest.length).trim();
    found.push({
      at,
      prefix: prefix.trim(),
      separator: separator.trim() || separator,
      known: knownAs(name),
      rest: said,
    });
  }
  const [all, prefix = '', name = '', closing = ''] = alone.exec(text) ?? [];
  if (all !== undefined && name.split(/\s+/).length <= 10)
    found.push({
      at,
      prefix: prefix.trim(),
      separator: `alone${closing.trim()}`,
      known: knownAs(name),
      rest: '',
    });
  return found;
}

/** By its name, or its first letter where that is all there is: "G:", "C:", "R:", "N:". */
const knownAs = (name: string) =>
  labelled(name) ??
  stemOf(name.toLowerCase()) ??
  questions.find((question) => question.charAt(0) === name.trim().toLowerCase()) ??
  null;

/** Where so many names are known that the others must be names too, and where each has something to say. */
function isForm(group: readonly Named[], lines: readonly TextLine[], first: number): boolean {
  const [head] = group;
  if (!head || head.at > first + 2) return false;
  const known = new Set(group.map((one) => one.known).filter((one) => one !== null)).size;
  const { separator, prefix } = head;
  if (!separator.startsWith('alone'))
    return (
      known >= (/[:：]/.test(separator) ? 1 : /[;,]/.test(separator) ? 4 : separator.includes('.') ? 3 : 2)
    );
  const filled = group.every(({ at }, index) =>
    lines.slice(at + 1, group[index + 1]?.at ?? lines.length).some((line) => line.text.trim() !== ''),
  );
  const asks = /[?？;؟]$/.test(separator);
  return filled && known >= (asks ? 0 : separator === 'alone' && prefix === '' ? 2 : 1);
}

/** The known ones in their places; two that claim one leave it to whose place it is. */
function placesOf(known: readonly (Question | null)[]): Question[] {
  const sure = known.map((question, index) => {
    if (question === null || known.filter((one) => one === question).length === 1) return question;
    return questions[index] === question ? question : null;
  });
  const free = questions.filter((question) => !sure.includes(question));
  return sure.map((question) => question ?? free.shift() ?? 'goal');
}
