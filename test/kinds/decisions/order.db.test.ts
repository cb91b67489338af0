import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type Tx, transact } from '../../../src/db/database.ts';
import { decisionsOf } from '../../../src/kinds/decisions/queries.ts';
import { proveNextIn } from '../../../src/proof/prove.ts';
import { letter } from '../../outbound/letters.ts';
import { freshDatabase } from '../../support/database.ts';
import { dumpOf } from '../../support/dump.ts';
import { apply, arrive, dateOf, newReader, readAll, trusted, undone } from '../../support/stages.ts';
import { team } from '../../support/team.ts';

const minute = (at: number) => new Date(Date.parse('2026-11-16T10:00:00Z') + at * 60_000).toISOString();

/** A thread as people write it: Ana proposes, the others answer her, one answers another. */
const thread = [
  { id: 'p', from: 'ana', subject: '[PROPOSAL] Keep frames', text: 'Proposal: We keep raw frames 30 days.' },
  { id: 'k', from: 'kofi', subject: 'Re: [PROPOSAL] Keep frames', text: '+1', answers: 'p' },
  {
    id: 'b',
    from: 'ben',
    subject: 'Re: [PROPOSAL] Keep frames',
    text: '-1 because of the disk.',
    answers: 'p',
  },
  {
    id: 'm',
    from: 'mei',
    subject: 'Re: [PROPOSAL] Keep frames',
    text: 'Concern LAW: the hospital forbids it.',
    answers: 'p',
  },
  { id: 'r', from: 'mei', subject: 'Re: [PROPOSAL] Keep frames', text: 'Resolved LAW', answers: 'm' },
  { id: 't', from: 'tom', subject: 'Re: [PROPOSAL] Keep frames', text: 'Which disk is it?', answers: 'b' },
  { id: 'l', from: 'luis', subject: 'Re: [PROPOSAL] Keep frames', text: '-1 because I can.', answers: 'p' },
] as const;
const decided = {
  id: 'd',
  from: 'ana',
  subject: 'Re: [PROPOSAL] Keep frames',
  text: 'Decision: We keep raw frames 20 days.',
  answers: 'b',
};
type Letter = (typeof thread)[number] | typeof decided;

describe('a thread whose mails are stored in any order', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase();
    await transact(database.db, async (tx) => {
      await apply(tx, team, '2026-11-13T20:00:00Z');
      await readAll(tx, { policy: trusted });
    });
  });
  afterAll(() => database.close());

  it('has one log for each order: read at once, read after restarts anywhere, and derived anew', async () => {
    const anyOrder = fc.shuffledSubarray([...thread, decided], { minLength: 2 });
    const restarts = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyOrder, restarts, async (letters, stops) => {
        const atOnce = await undone(database.db, async (tx) => {
          for (const [at, one] of letters.entries()) await store(tx, one, at);
          return readWith(tx, newReader());
        });
        const [inSteps, anew] = await undone(database.db, async (tx) => {
          let reader = newReader();
          for (const [at, one] of letters.entries()) {
            await store(tx, one, at);
            // It is proven, or read, or neither, when the service goes down.
            if (stops[at]) await readWith(tx, reader);
            else if (at % 2 === 0) await proveNextIn(tx, trusted, dateOf(minute(at)));
            reader = newReader();
          }
          const before = await readWith(tx, reader);
          await emptied(tx);
          return [before, await readWith(tx, newReader())];
        });
        expect(inSteps).toBe(atOnce);
        expect(anew).toBe(atOnce);
      }),
      { numRuns: 15, seed: 4 },
    );
  });

  it('comes to the same decision, whichever of its mails came first', async () => {
    const wanted = await undone(database.db, (tx) => standing(tx, thread, 'all'));
    expect(wanted).toEqual([
      {
        number: 1,
        state: 'proposed',
        statement: 'We keep raw frames 30 days.',
        author: 'ana@example.com',
        answers: [
          ['ben@example.com', '-1', true],
          ['kofi@example.com', '+1', true],
          ['luis@example.com', '-1', false],
        ],
        concerns: [['LAW', 'mei@example.com']],
      },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...thread], { minLength: thread.length }),
        fc.constantFrom('all', 'parent'),
        async (letters, named) => {
          expect(await undone(database.db, (tx) => standing(tx, letters, named))).toEqual(wanted);
        },
      ),
      { numRuns: 15, seed: 4 },
    );
  });

  const store = (tx: Tx, one: Letter, at: number, named: Named = 'all') =>
    arrive(tx, written(one, minute(at), named), minute(at));

  async function readWith(tx: Tx, reader: ReturnType<typeof newReader>): Promise<string> {
    await readAll(tx, { policy: trusted, reader });
    return dumpOf(tx, 'log');
  }

  /** What of it a person would tell. */
  async function standing(tx: Tx, letters: readonly Letter[], named: Named) {
    for (const [at, one] of letters.entries()) {
      await store(tx, one, at, named);
      await readAll(tx, { policy: trusted });
    }
    return (await decisionsOf(tx, 'reliability')).map(
      ({ number, state, statement, author, answers, concerns }) => ({
        ...{ number, state, statement, author },
        answers: answers.map(({ member, answer, standing }) => [member, answer, standing]).toSorted(),
        concerns: concerns.map(({ name, member }) => [name, member]),
      }),
    );
  }
});

/** RFC 5322 3.6.4: References has the parent's, and the parent; some clients name the parent alone. */
type Named = 'all' | 'parent';

function written(one: Letter, at: string, named: Named): Buffer {
  if (!('answers' in one)) return letter(one, at);
  const raw = letter({ ...one, answers: `${one.answers}@mail.example.com` }, at).toString();
  const ids = one.answers === 'p' || named === 'parent' ? [one.answers] : ['p', one.answers];
  const references = ids.map((id) => `<${id}@mail.example.com>`).join(' ');
  return Buffer.from(raw.replace(/^References: .*$/m, `References: ${references}`));
}

/** As `rebuild` begins, within a transaction that is undone. */
async function emptied(tx: Tx): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'log'`.execute(tx);
  for (const { name } of rows) await sql`delete from ${sql.table(`log.${name}`)}`.execute(tx);
}
