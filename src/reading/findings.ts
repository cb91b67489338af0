import type { AnyRecord, Findings, Input, Question, Refusal } from '../kinds/kind.ts';
import { register } from '../kinds/register.ts';

/** What all kinds find in one message, in the register's order: what one takes, those below it do not take again. */
export function findingsIn({ message, words, context }: Omit<Input, 'taken' | 'isTaken'>): Findings {
  const records: AnyRecord[] = [];
  const questions: Question[] = [];
  const refusals: Refusal[] = [];
  const taken = new Set<number>();
  for (const kind of register) {
    const found = kind.parse({
      message,
      words,
      taken,
      isTaken: records.length + refusals.length > 0,
      context,
    });
    records.push(...found.records);
    questions.push(...found.questions);
    refusals.push(...found.refusals);
    for (const index of found.taken) taken.add(index);
  }
  return { records, questions, refusals, taken: [...taken] };
}
