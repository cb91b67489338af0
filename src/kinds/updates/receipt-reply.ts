import { authorLines } from '../../message/own-words.ts';
import type { Findings, Input } from '../kind.ts';
import { numberMark } from './number-mark.ts';
import { type Answers, type Question, questions } from './record.ts';
import { risksOf } from './risks.ts';

const yes = new Set([
  'yes',
  'y',
  'yep',
  'yeah',
  'correct',
  'right',
  'exactly',
  'ja',
  'genau',
  'oui',
  'sí',
  'si',
  'sim',
  'sì',
  'да',
  'так',
  'はい',
  '是',
  '네',
  '👍',
]);
const no = new Set(['no', 'n', 'nope', 'nein', 'non', 'não', 'nee', 'нет', 'ні', 'いいえ', '不是', '아니요']);

/**
 * The short words that answer a receipt: "yes" or "no" to its question, and "3 none" or "3: none" for each answer that it has wrong.
 * Null where the reply says more than that, and is read as any other.
 */
export function answerToReceipt(input: Input): Findings | null {
  const lines = authorLines(input.words).filter(
    ({ index, text }) => !input.taken.has(index) && text.trim() !== '',
  );
  if (lines.length === 0) return null;
  const { context } = input;
  const answers: Partial<Answers> = {};
  let said: 'yes' | 'no' | null = null;
  for (const { text } of lines) {
    const word = text
      .trim()
      .toLowerCase()
      .replace(/[\s.!,]+$/u, '');
    const corrected = correction(text);
    if (corrected) answers[corrected.question] = corrected.text;
    else if (said === null && yes.has(word)) said = 'yes';
    else if (said === null && no.has(word)) said = 'no';
    else return null;
  }
  const asked = context.answered?.questions[0];
  if (said !== null && !asked && Object.keys(answers).length === 0) return null;
  const epics = said === 'yes' && asked?.about === 'epic' ? [asked.candidate] : [];
  const standing = answers.risk ?? context.update?.answers.risk ?? '';
  const listed =
    answers.risk !== undefined || (said === 'yes' && asked?.about === 'same-risk')
      ? risksOf(standing, context, [...(context.update?.epics ?? []), ...epics])
      : null;
  const same = said === 'yes' && asked?.about === 'same-risk' ? asked : null;
  const risks = listed?.risks.map((risk) =>
    same && risk.text === same.text ? { ...risk, sameAs: same.risk } : risk,
  );
  return {
    records: [
      { kind: 'update', week: context.week, answers, notes: '', epics, repeats: null },
      ...(risks
        ? [{ kind: 'command' as const, type: 'update-risks' as const, week: context.week, risks }]
        : []),
    ],
    taken: lines.map(({ index }) => index),
    questions: [],
    refusals: [],
  };
}

/** "3 none", "3: none", "3. none". */
function correction(line: string): { question: Question; text: string } | null {
  const mark = numberMark(line);
  if (mark && mark.question !== 'notes' && mark.rest !== '')
    return { question: mark.question, text: mark.rest };
  const match = /^\s*([1-4])\s+(\S.*)$/u.exec(line);
  const question = questions[Number(match?.[1] ?? 0) - 1];
  return match && question ? { question, text: (match[2] ?? '').trim() } : null;
}
