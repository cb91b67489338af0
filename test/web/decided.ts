import { createHash } from 'node:crypto';
import { type Db, transact } from '../../src/db/database.ts';
import { projectDecision } from '../../src/kinds/decisions/project.ts';
import type { DecisionEvent, DecisionKey, Fields } from '../../src/kinds/decisions/record.ts';
import { type Mail, mail } from './seed.ts';
import { plan } from './seed-plan.ts';

/** Ten words that would break a page that does not escape. */
const hostile = '<img src=x onerror=alert(1)> & "Kafka?"';

interface Said {
  readonly id: string;
  readonly at: string;
  /** A first name; null is a message of ours. */
  readonly who: string | null;
  readonly subject: string;
  readonly text: string;
  readonly answers?: string;
}

/** Stores a message and what it says of decisions, in order. @returns its position */
export async function say(db: Db, said: Said, ...events: readonly DecisionEvent[]): Promise<number> {
  const member = plan.members.find((one) => one.name.split(' ')[0] === said.who);
  const address = member?.address ?? 'onrecord@example.com';
  const records = events.map((event) => ({ kind: 'decision', ...event }) as const);
  const stored: Mail = {
    ...{ id: said.id, at: said.at, subject: said.subject, text: said.text },
    from: [member?.name ?? 'Onrecord', address],
    ...(said.answers === undefined ? {} : { answers: said.answers }),
    ...(member
      ? { reading: { outcome: 'recorded', kinds: ['decision'], member: address, records } }
      : { out: { kind: 'outcome', recipient: 'ana@example.com', week: '2026-W47', state: 'sent' } }),
  };
  const position = await mail(db, stored);
  for (const [ordinal, record] of records.entries()) {
    await transact(db, (tx) =>
      projectDecision(tx, record, {
        ...{ team: plan.team, plan, member: member?.address ?? null, position, ordinal },
        sha256: createHash('sha256').update(said.id).digest(),
        receivedAt: new Date(said.at),
        parent: null,
        thread: said.answers ?? said.id,
      }),
    );
  }
  return position;
}

const fields = (given: Partial<Fields> & Pick<Fields, 'title' | 'statement'>): Fields => ({
  ...{ context: null, options: [], consequences: null, epics: [], decider: null },
  ...{ decideBy: null, revisit: null, supersedes: [] },
  ...given,
});
const key = (position: number): DecisionKey => ({ position, ordinal: 0 });

/** Four weeks of decisions that came about in every one of their ways; the newest proposal is open until Wednesday 17:00. */
export async function decide(db: Db): Promise<void> {
  await nightlyBuilds(db);
  await oneQueue(db);
  await rewrite(db);
  await byHand(db);
  await threads(db);
  await rawFrames(db);
}

/** D-1, by Ana; superseded by D-4. */
async function nightlyBuilds(db: Db): Promise<void> {
  await say(
    db,
    {
      id: 'nightly@mail.example.com',
      at: '2026-10-30T12:00:00Z',
      who: 'Ana',
      subject: '[DECISION] Nightly builds go to the pilots',
      text: 'Decision: The pilots get every nightly build.\nWhy: they report faults sooner.',
    },
    {
      type: 'decide',
      on: null,
      ...fields({
        title: 'Nightly builds go to the pilots',
        statement: 'The pilots get every nightly build.',
        context: 'They report faults sooner.',
        epics: ['automation'],
        revisit: '2026-12-01',
      }),
    },
  );
}

/** D-2, by consensus; Luis is away, Olga observes, Sara objects and takes it back. */
async function oneQueue(db: Db): Promise<void> {
  const root = 'queue@mail.example.com';
  const subject = '[PROPOSAL] One queue for all imports';
  const re = { subject: `Re: ${subject}`, answers: root };
  const proposal = await say(
    db,
    {
      id: root,
      at: '2026-11-10T09:00:00Z',
      who: 'Kofi',
      subject,
      text: 'Proposal: All imports go through one queue.',
    },
    {
      type: 'propose',
      on: null,
      ...fields({
        title: 'One queue for all imports',
        statement: 'All imports go through one queue.',
        context: 'Two queues hide each other’s backlog; the naïve split costs us a day a week.',
        decideBy: '2026-11-13T09:00:00.000Z',
        epics: ['automation'],
      }),
    },
  );
  const on = key(proposal);
  await say(
    db,
    { id: 'queue.sara@mail.example.com', at: '2026-11-10T13:00:00Z', who: 'Sara', ...re, text: '-1' },
    { type: 'answer', on, answer: '-1', reason: 'a big import would block the small ones' },
  );
  await say(
    db,
    { id: 'queue.sara.2@mail.example.com', at: '2026-11-11T08:00:00Z', who: 'Sara', ...re, text: '+1' },
    { type: 'answer', on, answer: '+1', reason: 'with priorities it works' },
  );
  await say(
    db,
    { id: 'queue.olga@mail.example.com', at: '2026-11-11T09:00:00Z', who: 'Olga', ...re, text: '-1' },
    { type: 'answer', on, answer: '-1', reason: 'I only watch' },
  );
  await say(
    db,
    {
      id: 'queue.outcome@onrecord.example.com',
      at: '2026-11-13T09:00:05Z',
      who: null,
      ...re,
      text: 'Decided',
    },
    { type: 'outcome', on, verdict: 'decided' },
  );
  await say(
    db,
    { id: 'queue.tom@mail.example.com', at: '2026-11-14T09:00:00Z', who: 'Tom', ...re, text: '-1' },
    { type: 'answer', on, answer: '-1', reason: 'too late, I know' },
  );
}

/** D-3, withdrawn by Mei. */
async function rewrite(db: Db): Promise<void> {
  const subject = '[RFC] Rewrite the importer';
  const proposal = await say(
    db,
    {
      id: 'rewrite@mail.example.com',
      at: '2026-11-12T09:00:00Z',
      who: 'Mei',
      subject,
      text: 'Proposal: Rewrite the importer.',
    },
    {
      type: 'propose',
      on: null,
      ...fields({
        title: 'Rewrite the importer',
        statement: 'We rewrite the importer in January.',
        decideBy: '2026-11-17T09:00:00.000Z',
      }),
    },
  );
  await say(
    db,
    {
      id: 'rewrite.no@mail.example.com',
      at: '2026-11-13T12:00:00Z',
      who: 'Mei',
      subject: `Re: ${subject}`,
      answers: 'rewrite@mail.example.com',
      text: 'Withdrawn.',
    },
    { type: 'withdraw', on: key(proposal) },
  );
}

/** D-4, by Ana, supersedes D-1; D-5, contested. */
async function byHand(db: Db): Promise<void> {
  await say(
    db,
    {
      id: 'weekly-builds@mail.example.com',
      at: '2026-11-18T15:20:00Z',
      who: 'Ana',
      subject: 'Builds for the pilots',
      text: 'Decision: The pilots get one build a week, on Tuesday.\nSupersedes: D-1',
    },
    {
      type: 'decide',
      on: null,
      ...fields({
        title: 'Builds for the pilots',
        statement: 'The pilots get one build a week, on Tuesday.',
        context: 'Every night was too often for their technicians.',
        consequences: 'A fault is fixed up to six days later.',
        epics: ['automation'],
        supersedes: [1],
      }),
    },
  );
  const root = 'pager@mail.example.com';
  const subject = '[VOTE] A pager at the weekend';
  const proposal = await say(
    db,
    { id: root, at: '2026-11-18T16:00:00Z', who: 'Ben', subject, text: 'Proposal: We carry a pager.' },
    {
      type: 'propose',
      on: null,
      ...fields({
        title: 'A pager at the weekend',
        statement: 'We carry a pager at the weekend, by turns.',
        epics: ['alerting'],
        decider: 'ana@example.com',
        decideBy: '2026-11-23T16:00:00.000Z',
      }),
    },
  );
  const re = { subject: `Re: ${subject}`, answers: root };
  await say(
    db,
    { id: 'pager.mei@mail.example.com', at: '2026-11-19T08:00:00Z', who: 'Mei', ...re, text: '-1' },
    { type: 'answer', on: key(proposal), answer: '-1', reason: 'not without pay for it' },
  );
  await say(
    db,
    {
      id: 'pager.outcome@onrecord.example.com',
      at: '2026-11-23T16:00:04Z',
      who: null,
      ...re,
      text: 'Contested',
    },
    { type: 'outcome', on: key(proposal), verdict: 'contested' },
  );
}

/** Two threads that are on record, and nothing in them says what was decided. */
async function threads(db: Db): Promise<void> {
  await say(
    db,
    { id: 'kafka@mail.example.com', at: '2026-11-19T10:00:00Z', who: 'Tom', subject: hostile, text: 'Or B?' },
    { type: 'note', title: hostile, candidate: 'go with B' },
  );
  await say(
    db,
    {
      id: 'scales@mail.example.com',
      at: '2026-11-20T10:00:00Z',
      who: 'Kofi',
      subject: 'Scales',
      text: 'See below.',
    },
    { type: 'note', title: 'Which scales do we support?', candidate: null },
  );
}

/** D-6, open: answers, a bare -1, a concern that is lifted and one that stands. */
async function rawFrames(db: Db): Promise<void> {
  const root = 'frames@mail.example.com';
  const subject = '[PROPOSAL] Keep raw sensor frames 30 days';
  const proposal = await say(
    db,
    {
      id: root,
      at: '2026-11-20T16:00:00Z',
      who: 'Ana',
      subject,
      text: 'Proposal: Keep raw frames 30 days.\nOptions: 7 / 30 / 90 days',
    },
    {
      type: 'propose',
      on: null,
      ...fields({
        title: 'Keep raw sensor frames 30 days',
        statement: 'Keep raw frames 30 days, compressed.',
        context: 'We lost two bug traces to the 7-day limit.\n\nCompression makes it a third of the size.',
        options: ['7 days', '30 days', '90 days'],
        consequences: 'Storage grows by 40 GB a pilot.',
        epics: ['data-integrity'],
        decideBy: '2026-11-25T16:00:00.000Z',
        revisit: '2027-03-01',
      }),
    },
  );
  const on = key(proposal);
  const re = { subject: `Re: ${subject}`, answers: root };
  const from = (who: string, at: string, text: string, id = `frames.${who.toLowerCase()}@mail.example.com`) =>
    ({ id, at, who, ...re, text }) as const;
  await say(db, from('Kofi', '2026-11-20T16:30:00Z', '+1'), {
    type: 'answer',
    on,
    answer: '+1',
    reason: null,
  });
  await say(db, from('Ben', '2026-11-20T17:00:00Z', '-1 because the disk costs more than the traces'), {
    type: 'answer',
    on,
    answer: '-1',
    reason: 'the disk costs more than the traces',
  });
  await say(db, from('Mei', '2026-11-23T08:10:00Z', 'Concern PRIVACY: faces'), {
    type: 'concern',
    on,
    name: 'PRIVACY',
    text: 'frames from the depot show faces',
  });
  await say(db, from('Sara', '2026-11-23T09:00:00Z', 'Concern LOAD: writes'), {
    type: 'concern',
    on,
    name: 'LOAD',
    text: 'the writes slow the importer down',
  });
  await say(db, from('Sara', '2026-11-24T09:00:00Z', 'Resolved LOAD', 'frames.sara.2@mail.example.com'), {
    type: 'resolve',
    on,
    name: 'LOAD',
  });
  await say(db, from('Olga', '2026-11-24T09:30:00Z', '+1'), {
    type: 'answer',
    on,
    answer: '+1',
    reason: null,
  });
  await say(db, from('Tom', '2026-11-24T10:00:00Z', 'How much is a disk?'), {
    type: 'comment',
    on,
    asks: true,
  });
}
