import { type Findings, type Input, nothing } from '../kind.ts';
import { clip } from '../wording.ts';
import { candidateIn } from './candidate.ts';
import { blocksIn } from './fields.ts';
import { joined, type Reading } from './onto.ts';
import { ownLines } from './own-lines.ts';
import { answersQuestion } from './question-reply.ts';
import { later, numbered, spoken } from './spoken.ts';
import { settled, statements } from './statements.ts';
import { taggedSubject } from './tags.ts';

/** Mails of ours about a decision: whatever answers them is about it. */
const about = new Set(['proposal', 'nudge', 'contested', 'outcome', 'question', 'objection']);
/** Mails of ours whose answers may hold a decision among other things. */
const mayHold = new Set(['request', 'reminder', 'planning', 'review', 'receipt', 'welcome']);

/** Decisions and proposals by field or tag, and what a message does to those of its thread. */
export function parseDecisions(input: Input): Findings {
  const { plan, author, answered, logged, decisions } = input.context;
  if (!plan || !author) return nothing;
  const reading: Reading = { input, plan, author, lines: ownLines(input) };
  // A receipt of a decision alone belongs to no week.
  const isReceipt = answered?.kind === 'receipt' && answered.week === null && decisions.length > 0;
  const amongOthers = answered !== null && mayHold.has(answered.kind) && !isReceipt;
  const inThread =
    !amongOthers && (logged || decisions.length > 0 || (answered !== null && about.has(answered.kind)));
  if (!amongOthers && !inThread) return nothing;
  const { blocks, loose } = blocksIn(reading.lines);
  const isAsked = answered?.kind === 'question' && blocks.length === 0;
  const given = isAsked ? answersQuestion(input, reading.lines) : null;
  if (given) return inPower(given, reading);
  const tagged = taggedSubject(input.message.subject);
  // The subject of an update is the request's, and names nothing in it.
  const named = amongOthers ? { ...tagged, tag: null, title: '' } : tagged;
  const stated = statements(reading, blocks, loose, named);
  if (stated.length > 0)
    return inPower(
      joined(stated.map((one, at) => settled(one, reading, { amongOthers, isFirst: at === 0 }))),
      reading,
    );
  if (amongOthers) return inPower(numbered(reading), reading);
  return inPower(joined([later(loose, reading), ...spoken(reading, loose)]), reading);
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

/** A decision, and what changes one, needs to be known to come from its sender (mail.md C11); an answer in its own thread does not. */
function inPower(findings: Findings, { input }: Reading): Findings {
  if (input.context.proof === 'strong') return findings;
  const { decisions } = input.context;
  const records = findings.records.filter((one) => {
    if (one.kind !== 'decision' || one.type === 'note') return true;
    if (one.type === 'propose' || one.type === 'decide' || one.type === 'reopen') return false;
    return decisions.some(({ key }) => key.position === one.on.position && key.ordinal === one.on.ordinal);
  });
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
