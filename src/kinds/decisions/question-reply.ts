import { type Findings, type Input, nothing } from '../kind.ts';
import { clip } from '../wording.ts';
import type { OwnLine } from './fields.ts';
import { saidIn } from './said.ts';
import { saysNothing, unquoted } from './values.ts';

/** The answer to "what was decided, in one sentence?": yes, a better sentence, or no. Null where it is none of these. */
export function answersQuestion(
  { context }: Pick<Input, 'context'>,
  lines: readonly OwnLine[],
): Findings | null {
  const noted = context.decisions.find((one) => one.state === 'noted');
  const asked = context.answered?.questions.find((one) => one.about === 'decision');
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const [first] = filled;
  if (!noted || !asked || asked.about !== 'decision' || !first) return null;
  const text = filled.map((line) => line.text.trim()).join(' ');
  const taken = filled.map(({ index }) => index);
  const said = saidIn([[first.text]]);
  const isYes = said !== null && 'answer' in said && said.answer === '+1' && said.reason === null;
  const isNo = said !== null && 'answer' in said && said.answer === '-1';
  if (isNo && text.length < 40)
    return {
      ...nothing,
      taken,
      records: [{ kind: 'decision', type: 'comment', on: noted.key, asks: false }],
    };
  const statement =
    isYes && filled.length === 1 ? asked.said : unquoted(text.replace(/^\s*(?:yes|no)\s*[,:;.–—-]+\s*/i, ''));
  if (statement === null || saysNothing(statement) || statement.length > 1000) return null;
  return {
    ...nothing,
    taken,
    records: [
      {
        kind: 'decision',
        type: 'decide',
        on: noted.key,
        title: noted.title,
        statement: clip(statement, 1000),
        context: null,
        options: [],
        consequences: null,
        epics: noted.epics,
        decider: null,
        decideBy: null,
        revisit: null,
        supersedes: [],
      },
    ],
  };
}
