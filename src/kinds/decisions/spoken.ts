import { Temporal } from 'temporal-polyfill';
import { type Findings, nothing } from '../kind.ts';
import { nameOf } from '../wording.ts';
import { readDeadline, readRevisit } from './dates.ts';
import type { Loose, OwnLine } from './fields.ts';
import { asks, found, joined, onto, type Reading, refused, target } from './onto.ts';
import { paragraphsOf } from './own-lines.ts';
import type { Decision } from './record.ts';
import { saidIn } from './said.ts';
import { type Found, stepsIn } from './steps.ts';
import { nearest } from './target.ts';
import type { EventOn } from './transitions.ts';
import { textOf } from './values.ts';
import { writingOf } from './writing.ts';

/** `Revisit:` and `Decide by:` without a statement, in the thread of a decision. */
export function later(loose: Loose, reading: Reading): Findings {
  const { input } = reading;
  const until = textOf(loose.fields.get('decideBy'));
  const again = textOf(loose.fields.get('revisit'));
  if (until === '' && again === '') return nothing;
  const of = target(nearest(input.context.decisions), reading, '');
  if (!of) return nothing;
  const taken = { ...nothing, taken: loose.lines };
  if (again !== '') {
    const day = readRevisit(again, writingOf(input));
    if (day.day === null) return joined([asks(day.ask, again), taken]);
    return joined([onto(of, { type: 'revisit', on: of.key, day: day.day }, again, reading), taken]);
  }
  return joined([extension(of, until, reading), taken]);
}

/** "keep D-7" in reply to Monday's mail: what names its decision by number stands anywhere. */
export const numbered = (reading: Reading): Findings =>
  joined(
    stepsIn(reading.lines)
      .filter((one) => one.number !== null)
      .map((one) => taken(one, reading)),
  );

/** What the author's lines do to decisions on record, and else how they answer: the last of a thread is a comment. */
export function spoken(reading: Reading, loose: Loose): Findings[] {
  const { lines, input } = reading;
  const steps = stepsIn(lines);
  const done = steps.map((step) => taken(step, reading));
  const used = new Set([...steps.flatMap((step) => step.lines), ...loose.lines]);
  const rest = lines.filter(({ index }) => !used.has(index));
  if (input.context.decisions.length === 0) return done;
  const answer = answered(rest, reading);
  const isNew = steps.length === 0 && loose.lines.length === 0;
  return [...done, answer ?? (isNew ? commented(rest, reading) : nothing)];
}

function taken({ step, number, lines }: Found, reading: Reading): Findings {
  const { decisions, named } = reading.input.context;
  const text = reading.lines.find(({ index }) => index === lines[0])?.text ?? '';
  const among =
    number === null
      ? nearest(
          step.type === 'keep' || step.type === 'reopen'
            ? decisions.filter((one) => one.state !== 'noted')
            : decisions,
        )
      : named.filter((one) => one.number === number);
  const of = target(among, reading, text);
  if (!of) {
    if (number !== null)
      return joined([refused(text, `there is no D-${number}`), { ...nothing, taken: lines }]);
    return among.length > 1
      ? asks('which of them do you mean? Write its number behind the first word, like "withdraw D-12"', text)
      : nothing;
  }
  // Nothing is proposed yet: it is kept, and read again when the mail that it answers has come.
  if (of.state === 'noted')
    return joined([found({ type: 'comment', on: of.key, asks: false }), { ...nothing, taken: lines }]);
  if (step.type === 'concern' && step.text === '')
    return joined([
      asks(`what is the concern? Write "Concern ${step.name}: …"`, text),
      found({ type: 'comment', on: of.key, asks: false }),
      { ...nothing, taken: lines },
    ]);
  if (step.type === 'reopen' && step.reason === '')
    return joined([
      asks('with which reason? Write "reopen because …"', text),
      found({ type: 'comment', on: of.key, asks: false }),
      { ...nothing, taken: lines },
    ]);
  const event: EventOn | null = step.type === 'extend' ? null : { ...step, on: of.key };
  return joined([
    event ? onto(of, event, text, reading) : extension(of, step.type === 'extend' ? step.until : '', reading),
    { ...nothing, taken: lines },
  ]);
}

function extension(of: Decision, until: string, reading: Reading): Findings {
  const writing = writingOf(reading.input);
  const current = of.decideBy === null ? null : Temporal.Instant.from(of.decideBy);
  const isLater = (at: Temporal.Instant) => current === null || Temporal.Instant.compare(at, current) > 0;
  const said = readDeadline(until, writing);
  // "To Wednesday", with a deadline on Friday, is the Wednesday after it.
  const moment =
    said.at !== null && !isLater(said.at) && current
      ? readDeadline(until, { ...writing, sentAt: current })
      : said;
  if (moment.at === null) return asks(moment.ask, until);
  if (!isLater(moment.at)) return asks('until when? That is before the deadline as it stands', until);
  const event: EventOn = { type: 'extend', on: of.key, decideBy: moment.at.toString() };
  return joined([
    onto(of, event, `extend to ${until}`, reading),
    ...(moment.ask === null ? [] : [asks(moment.ask, until)]),
  ]);
}

/** "+1", "-1 because …" and their words, to an open proposal; to one that has ended they are kept, and late. */
function answered(lines: readonly OwnLine[], reading: Reading): Findings | null {
  const paragraphs = paragraphsOf(lines.filter((line) => !line.aside)).map((one) => one.texts);
  const said = saidIn(paragraphs);
  if (!said) return null;
  const text = paragraphs.flat().join(' ');
  const of = target(nearest(reading.input.context.decisions), reading, text);
  if (!of) return asks('which proposal do you answer? Write its number: "+1 D-12"', text);
  if (of.state === 'noted') return null;
  if ('ask' in said)
    return joined([asks(said.ask, text), found({ type: 'comment', on: of.key, asks: false })]);
  const isCode = paragraphs.some(([line = '']) => /^[\s*_"“(]*[+＋\-−–][01]/.test(line));
  const whom = otherAnswered(of, isCode ? '' : text, reading);
  if (whom !== null) {
    const ask = `do you answer ${of.number === null ? 'the proposal' : `D-${of.number}`}, or ${whom}? Reply "+1", "+0", or "-1 because …"`;
    return joined([asks(ask, text), found({ type: 'comment', on: of.key, asks: false })]);
  }
  const answer = found({ type: 'answer', on: of.key, answer: said.answer, reason: said.reason });
  const needsReason = said.answer === '-1' && said.reason === null && of.state === 'proposed';
  const why = 'why not? An objection stands with its reason: reply "-1 because …"';
  return needsReason ? joined([answer, asks(why, text)]) : answer;
}

/** "Agreed", in reply to somebody's objection or comment, may agree with them: whose words these are; null where it is the proposal that is answered. */
function otherAnswered(of: Decision, text: string, { input, plan, author }: Reading): string | null {
  const { parent, answered: ours } = input.context;
  if (ours || parent === null || parent === of.key.position || !of.positions.includes(parent)) return null;
  const against = [
    ...of.answers.filter((one) => one.answer === '-1' && one.position === parent),
    ...of.concerns.filter((one) => one.position === parent),
  ].find((one) => one.member !== author.address);
  if (against) return nameOf(plan, against.member);
  const isAnswer = of.answers.some((one) => one.position === parent);
  // "Yes, let us wait" answers a question; "agree", and +1, the proposal.
  return isAnswer || !yesOrNo.test(text) ? null : 'what was said there';
}

const yesOrNo =
  /^\W*(?:yes|yep|yeah|no|nope|ok|okay|sure|of course|ja|nein|nee|oui|non|sí|si|sim|não|sì|да|нет|так|ні|はい|いいえ)(?!\p{L})/iu;

/** Whatever else is said in the thread belongs to it; a question reaches the proposer at once. */
function commented(lines: readonly OwnLine[], reading: Reading): Findings {
  const [first] = nearest(reading.input.context.decisions);
  const of = target(nearest(reading.input.context.decisions), reading, '') ?? first;
  const question = lines.some(({ text }) => /[?？]["”’)\]]*\s*$/.test(text));
  return of ? found({ type: 'comment', on: of.key, asks: question && of.state === 'proposed' }) : nothing;
}
