import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { decisionsOf } from '../../src/kinds/decisions/queries.ts';
import type { Decision } from '../../src/kinds/decisions/record.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { rebuild } from '../../src/reading/rebuild.ts';
import { tick } from '../outbound/letters.ts';
import { empty, freshDatabase } from '../support/database.ts';
import { dumpOf } from '../support/dump.ts';
import { type Fixture, team } from '../support/fixtures.ts';
import { apply, arrive, newReader, readAll, trusted } from '../support/stages.ts';
import { type ExpectedDecision, plainReading, type Thread, threads } from '../support/threads.ts';

const all = threads();

describe('each thread of test/mail/threads', () => {
  let database: Database;
  const templates = loadTemplates();

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await empty(database);
    await transact(database.db, async (tx) => {
      await apply(tx, team, '2026-11-09T08:00:00Z');
      await readAll(tx, { policy: trusted });
    });
  });

  it.each(all)('$name', async (thread) => {
    const positions = await comes(thread);
    expect(await readingsOf(positions)).toEqual(
      Object.fromEntries(
        [...positions.keys()].map((number) => {
          const { kinds, refusals, questions } = thread.expected.messages[number] ?? plainReading;
          return [number, { kinds, refusals: refusals.map(part), questions: questions.map(part) }];
        }),
      ),
    );
    const wanted = thread.expected.decisions;
    const stand = (await decisionsOf(database.db, 'reliability')).toSorted(byNumber);
    expect(stand.map((one, at) => asExpected(one, wanted[at]))).toEqual(wanted);

    // The others are rebuilt all together, in rebuild.db.test.ts.
    if (thread.expected.ticks.length === 0) return;
    const log = await dumpOf(database.db, 'log');
    const mail = await dumpOf(database.db, 'mail');
    await rebuild(database.db, newReader());
    expect(await dumpOf(database.db, 'log')).toBe(log);
    expect(await dumpOf(database.db, 'mail')).toBe(mail);
  });

  /** Mails and ticks, in the order of time. @returns the positions of the mails, by the numbers of their files */
  async function comes({ name, mails, expected }: Thread): Promise<ReadonlyMap<string, number>> {
    const positions = new Map<string, number>();
    const steps = [...mails.map(step), ...expected.ticks.map((at) => ({ at, mail: null }))];
    for (const { at, mail } of steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
      if (mail) positions.set(numberOf(name, mail), await receive(mail));
      else await tick(database.db, at, await templates);
    }
    return positions;
  }

  const receive = (mail: Fixture) =>
    transact(database.db, async (tx) => {
      const position = await arrive(tx, mail.raw, mail.at);
      await readAll(tx, { policy: trusted });
      return position;
    });

  async function readingsOf(positions: ReadonlyMap<string, number>) {
    const rows = await database.db
      .selectFrom('log.readings')
      .select(['position', 'kinds', 'refusals', 'questions'])
      .execute();
    return Object.fromEntries(
      [...positions].map(([number, position]) => {
        const row = rows.find((one) => one.position === position);
        return [
          number,
          {
            kinds: row?.kinds,
            refusals: row?.refusals.map((one) => ('why' in one ? String(one.why) : '')),
            questions: row?.questions.map((one) => JSON.stringify(one)),
          },
        ];
      }),
    );
  }
});

const step = (mail: Fixture) => ({ at: mail.at, mail });
const numberOf = (thread: string, { name }: Fixture) => name.slice(`threads/${thread}/`.length).slice(0, 2);
const part = (text: string) => expect.stringContaining(text);
const byNumber = (one: Decision, other: Decision) => (one.number ?? 0) - (other.number ?? 0);

/** A decision in the shape of an expectation. */
function asExpected(decision: Decision, wanted: ExpectedDecision | undefined): ExpectedDecision {
  const { number, state, statement, decider, decidedBy, context, options, consequences } = decision;
  const { epics, revisit, answers, concerns, supersedes, supersededBy } = decision;
  return {
    ...{ number, state, statement, decider, decidedBy, context, consequences, revisit, supersededBy },
    ...(wanted?.decideBy === undefined ? {} : { decideBy: withoutMillis(decision.decideBy) }),
    options: [...options],
    epics: [...epics],
    supersedes: [...supersedes],
    answers: answers.map(({ member, answer, standing, late }) => [member, answer, standing, late]),
    concerns: concerns.map(({ name, member, resolvedBy }) => [name, member, resolvedBy]),
  };
}

const withoutMillis = (moment: string | null) => moment?.replace('.000Z', 'Z') ?? '';
