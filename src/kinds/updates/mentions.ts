import { epicNamed, epicsIn } from '../epics.ts';
import type { Question } from '../kind.ts';
import type { Epic, Plan } from '../plan/record.ts';
import { distanceWithin } from './distance.ts';
import { type Answers, questions } from './record.ts';

/** The epics that an update names, and the questions about names that are near one. */
export function epicsOf(
  plan: Pick<Plan, 'epics'>,
  understood: Said,
): { epics: string[]; questions: Question[] } {
  const text = [...questions.map((question) => understood.answers[question] ?? ''), understood.notes].join(
    '\n',
  );
  const found = new Set(epicsIn(plan, text));
  const unclear: Question[] = [];
  const ask = (said: string, epic: Epic | null) => {
    if (
      epic &&
      !found.has(epic.slug) &&
      !unclear.some((one) => one.about === 'epic' && one.candidate === epic.slug)
    ) {
      unclear.push({ about: 'epic', said, candidate: epic.slug });
    }
  };
  for (const name of namedOutright(text)) {
    const slug = epicNamed(plan, name, '');
    if (slug) found.add(slug);
    else ask(name, nearest(plan, name));
  }
  if (found.size === 0 && unclear.length === 0) {
    const word = distinctiveWord(plan, text);
    if (word) ask(word.said, word.epic);
  }
  return { epics: plan.epics.map((epic) => epic.slug).filter((slug) => found.has(slug)), questions: unclear };
}

interface Said {
  readonly answers: Partial<Answers>;
  readonly notes: string;
}

/** Every `#tag` and `Epic: name` of a text, where a plan is not at hand to say more. */
export function namedOutright(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}_&/#])#([\p{L}][\p{L}\p{N}_-]{1,60})/gu))
    names.push(match[1] ?? '');
  for (const line of text.split('\n')) {
    const match = /^\s*(?:[-*•]\s*)?epic\s*[:：]\s*(.{1,80})$/iu.exec(line.slice(0, 120));
    if (match)
      names.push(
        (match[1] ?? '')
          .trim()
          .replace(/^#/, '')
          .replace(/[.,;]$/, ''),
      );
  }
  return names.filter((name) => name !== '');
}

/** The one epic whose slug, name or alias is a slip away, or is part of what is said, or the other way round. */
function nearest(plan: Pick<Plan, 'epics'>, name: string): Epic | null {
  const said = plain(name);
  const close = plan.epics.filter((epic) =>
    [epic.slug, epic.name, ...epic.also].map(plain).some((one) => {
      const slips = Math.max(1, Math.floor(one.length / 5));
      return (
        distanceWithin(said, one, slips) || (said.length >= 4 && (one.includes(said) || said.includes(one)))
      );
    }),
  );
  return close.length === 1 ? (close[0] ?? null) : null;
}

/** A longer word of one epic's name alone ("the importer" where one is called "CSV importer"). */
function distinctiveWord(plan: Pick<Plan, 'epics'>, text: string): { said: string; epic: Epic } | null {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]{5,40}/gu) ?? []);
  const owners = new Map<string, Epic[]>();
  for (const epic of plan.epics) {
    for (const word of new Set(
      [epic.name, ...epic.also]
        .join(' ')
        .toLowerCase()
        .match(/[\p{L}\p{N}]{5,40}/gu) ?? [],
    )) {
      owners.set(word, [...(owners.get(word) ?? []), epic]);
    }
  }
  for (const [said, epics] of owners) {
    const [epic] = epics;
    if (epics.length === 1 && epic && words.has(said)) return { said, epic };
  }
  return null;
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
