import { Temporal } from 'temporal-polyfill';
import { authorLines } from '../../message/own-words.ts';
import { type Findings, type Input, nothing, type Question, type Refusal } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip } from '../wording.ts';
import { untilQuote, withAsides } from './asides.ts';
import { bothShow } from './both-parts.ts';
import { candidateIn } from './candidate.ts';
import { readDeadline, readRevisit } from './dates.ts';
import { type Block, blocksIn, type Loose, type OwnLine } from './fields.ts';
import { fieldsOf, type Written } from './fields-of.ts';
import { openedAt } from './mid-line.ts';
import { answersQuestion } from './question-reply.ts';
import type { Decision, DecisionEvent, Fields } from './record.ts';
import { saidIn } from './said.ts';
import { type Found, stepsIn } from './steps.ts';
import { type Tagged, taggedSubject } from './tags.ts';
import { choose, nearest } from './target.ts';
import { type EventOn, mayDecide, transition } from './transitions.ts';
import { saysNothing, textOf, unquoted } from './values.ts';
import { writingOf } from './writing.ts';

/** Mails of ours about a decision: whatever answers them is about it. */
const about = new Set(['proposal', 'nudge', 'contested', 'outcome', 'question', 'objection']);
/** Mails of ours whose answers may hold a decision among other things. */
const mayHold = new Set(['request', 'reminder', 'planning', 'review', 'receipt', 'welcome']);

/** What a message is read with: who wrote it, and what it may change. */
interface Reading {
  readonly input: Input;
  readonly plan: Plan;
  readonly author: Member;
  readonly lines: readonly OwnLine[];
}

/** Decisions and proposals by field or tag, and what a message does to those of its thread. */
export function parseDecisions(input: Input): Findings {
  const { plan, author, answered, logged, decisions } = input.context;
  if (!plan || !author) return nothing;
  const reading: Reading = { input, plan, author, lines: ownLines(input) };
  const amongOthers = answered !== null && mayHold.has(answered.kind);
  const inThread =
    !amongOthers && (logged || decisions.length > 0 || (answered !== null && about.has(answered.kind)));
  if (!amongOthers && !inThread) return nothing;
  const { blocks, loose } = blocksIn(reading.lines);
  const isAsked = answered?.kind === 'question' && blocks.length === 0;
  const given = isAsked ? answersQuestion(input, reading.lines) : null;
  if (given) return inPower(given, reading);
  const tagged = taggedSubject(input.message.subject);
  const tag = amongOthers ? null : tagged.tag;
  const stated = statements(reading, blocks, loose, { ...tagged, tag });
  if (stated.length > 0)
    return inPower(joined(stated.map((one) => settled(one, reading, amongOthers))), reading);
  if (amongOthers) return nothing;
  return joined([later(loose, reading), ...spoken(reading, loose)]);
}

/** A thread that is on record, in which nothing was decided and no other kind found anything: noted, and asked about once. */
export function parseDecisionNote(input: Input): Findings {
  const { plan, author, logged, decisions, answered } = input.context;
  if (!plan || !author || !logged || answered || decisions.length > 0 || input.isTaken) return nothing;
  const lines = ownLines(input);
  const candidate = candidateIn(lines.map(({ text }) => text).join('\n'));
  const title = taggedSubject(input.message.subject).title;
  return {
    records: [{ kind: 'decision', type: 'note', title: title === '' ? '(no subject)' : title, candidate }],
    taken: lines.map(({ index }) => index),
    questions: [{ about: 'decision', said: candidate }],
    refusals: [],
  };
}

/** The author's lines; where others' lines stand between two of them, a blank one parts them. */
function ownLines({ words, taken }: Input): OwnLine[] {
  const lines: OwnLine[] = [];
  for (const line of authorLines(words)) {
    if (taken.has(line.index)) continue;
    const above = lines.at(-1);
    if (above && above.index !== line.index - 1) lines.push({ index: -1, text: '', aside: false });
    lines.push(line);
  }
  return openedAt(withAsides(untilQuote(lines)));
}

interface Stated extends Written {
  readonly lines: readonly number[];
}

/** Every statement of a message: its blocks; where it has none, what its tag says of the first paragraph, or of the subject. */
function statements(
  reading: Reading,
  blocks: readonly Block[],
  loose: Loose,
  { tag, title }: Tagged,
): Stated[] {
  const { lines, input } = reading;
  const taken = new Set([...blocks.flatMap((block) => block.lines), ...loose.lines]);
  const prose = lines
    .filter(({ index }) => !taken.has(index))
    .map(({ text }) => text)
    .join('\n');
  const body = input.message.body;
  const found = blocks.map((block): Stated => {
    const statement = unquoted(textOf(block.fields.get(block.main)));
    const fields = blocks.length === 1 ? new Map([...loose.fields, ...block.fields]) : block.fields;
    // "[PROPOSAL]" over a line "Decision:" proposes it: the weaker of two claims stands.
    const main = tag === 'proposal' ? 'proposal' : block.main;
    return {
      main,
      title: blocks.length === 1 ? title : clip(statement, 80),
      statement,
      fields,
      prose: blocks.length === 1 ? prose : '',
      lines: block.lines,
    };
  });
  if (found.length > 0)
    return found.filter(({ statement }) => !saysNothing(statement) && bothShow(body, statement));
  if (tag === null) return [];
  const first = paragraphsOf(lines.filter(({ index }) => !taken.has(index))).find(
    (paragraph) => !paragraph.aside && !saysNothing(paragraph.text),
  );
  const statement = first ? unquoted(first.text) : title;
  if (saysNothing(statement) || !bothShow(body, first ? statement : '')) return [];
  return [
    {
      main: tag,
      title,
      statement,
      fields: loose.fields,
      prose,
      lines: [...loose.lines, ...(first?.lines ?? [])],
    },
  ];
}

/** A statement becomes a decision of its own, or ends the proposal of its thread. */
function settled(stated: Stated, reading: Reading, amongOthers: boolean): Findings {
  const { plan, author, input } = reading;
  const { fields, questions } = fieldsOf(stated, { plan, author, writing: writingOf(input) });
  const type = stated.main === 'proposal' ? 'propose' : 'decide';
  const before = amongOthers ? null : changes(type, reading, fields);
  const event: EventOn = { type, on: before?.key ?? null, ...fields };
  const unknown = fields.supersedes.filter(
    (number) => !input.context.named.some((one) => one.number === number),
  );
  const refusals = unknown.map((number) => ({
    line: `Supersedes: D-${number}`,
    why: `there is no D-${number}`,
  }));
  const done = before ? onto(before, event, stated.statement, reading) : found(event);
  return joined([
    done,
    { ...nothing, questions, refusals, taken: amongOthers ? alone(stated.lines, reading) : stated.lines },
  ]);
}

/** The lines that hold nothing but the decision: of an answer that speaks of one the words stay an answer. */
function alone(indices: readonly number[], { input, lines }: Reading): number[] {
  return indices.filter((index) => {
    const text = input.words.lines[index]?.text ?? '';
    const isCut = lines.filter((line) => line.index === index).length > 1;
    return !isCut && !/^\s*\(?\d{1,2}[.):]/.test(text);
  });
}

/** The decision that a statement changes: an open proposal it may end, or the thread's note, which it fills; null makes one of its own. */
function changes(
  type: 'propose' | 'decide',
  reading: Reading,
  { statement: text, supersedes }: Fields,
): Decision | null {
  const replaces = supersedes.length > 0;
  const { decisions } = reading.input.context;
  const noted = decisions.filter((one) => one.state === 'noted');
  const open = decisions.filter((one) => one.state === 'proposed' || one.state === 'contested');
  if (type === 'propose') return noted[0] ?? null;
  if (open.length > 0) return target(open, reading, text) ?? open.at(-1) ?? null;
  // What is decided is taken up again by `reopen`, or replaced by a decision that says so; its decider may add another.
  const ended = decisions.findLast((one) => one.state === 'decided');
  const by = { member: reading.author.address, at: '', position: 0 };
  return noted[0] ?? (ended && !replaces && !mayDecide(ended, by, reading.plan) ? ended : null);
}

/** `Revisit:` and `Decide by:` without a statement, in the thread of a decision. */
function later(loose: Loose, reading: Reading): Findings {
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

/** What the author's lines do to decisions on record, and else how they answer: the last of a thread is a comment. */
function spoken(reading: Reading, loose: Loose): Findings[] {
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
  if (!of)
    return number === null
      ? nothing
      : joined([refused(text, `there is no D-${number}`), { ...nothing, taken: lines }]);
  if (step.type === 'reopen' && step.reason === '')
    return joined([asks('with which reason? Write "reopen because …"', text), { ...nothing, taken: lines }]);
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
  const answer = found({ type: 'answer', on: of.key, answer: said.answer, reason: said.reason });
  const needsReason = said.answer === '-1' && said.reason === null && of.state === 'proposed';
  const why = 'why not? An objection stands with its reason: reply "-1 because …"';
  return needsReason ? joined([answer, asks(why, text)]) : answer;
}

/** Whatever else is said in the thread belongs to it; a question reaches the proposer at once. */
function commented(lines: readonly OwnLine[], reading: Reading): Findings {
  const [first] = nearest(reading.input.context.decisions);
  const of = target(nearest(reading.input.context.decisions), reading, '') ?? first;
  const question = lines.some(({ text }) => /[?？]["”’)\]]*\s*$/.test(text));
  return of ? found({ type: 'comment', on: of.key, asks: question && of.state === 'proposed' }) : nothing;
}

function target(among: readonly Decision[], reading: Reading, text: string): Decision | null {
  const { context } = reading.input;
  const named = /(?<![\p{L}\p{N}])D-(\d{1,6})/iu.exec(text)?.[1];
  const number = named === undefined ? (context.answered?.decision ?? null) : Number(named);
  return choose(among, { number, parent: context.parent, text }, reading.plan);
}

/** An event on a decision as it stands; what its sender may not do is said with why, and stays a comment. */
function onto(of: Decision, event: EventOn, line: string, { input, plan, author }: Reading): Findings {
  const by = { member: author.address, at: input.context.receivedAt.toString(), position: 0 };
  const done = transition(of, event, by, plan);
  if ('to' in done) return found(event);
  return joined([refused(line, done.refused), found({ type: 'comment', on: of.key, asks: false })]);
}

/** A decision, and what changes one, needs to be known to come from its sender (mail.md C11); an answer in its own thread does not. */
function inPower(findings: Findings, { input }: Reading): Findings {
  if (input.context.proof === 'strong') return findings;
  const records = findings.records.filter(
    (one) => one.kind !== 'decision' || (one.type !== 'propose' && one.type !== 'decide'),
  );
  if (records.length === findings.records.length) return findings;
  const why =
    'a decision needs better proof of who sent it than a reply address. Send it signed by the mail server of your address, as your other mail is';
  return {
    ...findings,
    records,
    taken: [],
    refusals: [...findings.refusals, { line: clip(input.message.subject, 120), why }],
  };
}

const found = (event: DecisionEvent): Findings => ({ ...nothing, records: [{ kind: 'decision', ...event }] });
const asks = (ask: string, said: string): Findings => ({
  ...nothing,
  questions: [{ about: 'answer', said: clip(said, 200), ask }],
});
const refused = (line: string, why: string): Findings => ({
  ...nothing,
  refusals: [{ line: clip(line, 200), why }],
});

const joined = (all: readonly Findings[]): Findings => ({
  records: all.flatMap((one) => one.records),
  taken: all.flatMap((one) => one.taken),
  questions: all.flatMap((one): readonly Question[] => one.questions),
  refusals: all.flatMap((one): readonly Refusal[] => one.refusals),
});

interface Paragraph {
  text: string;
  readonly texts: string[];
  readonly lines: number[];
  readonly aside: boolean;
}

function paragraphsOf(lines: readonly OwnLine[]): Paragraph[] {
  const found: Paragraph[] = [];
  let open = false;
  for (const { text, index, aside } of lines) {
    const last = found.at(-1);
    if (text.trim() === '') open = false;
    else if (open && last) {
      last.texts.push(text.trim());
      last.text = textOf([last.texts]);
      last.lines.push(index);
    } else {
      found.push({ text: text.trim(), texts: [text.trim()], lines: [index], aside });
      open = true;
    }
  }
  return found;
}
