import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../../src/db/database.ts';
import { decisionsAbout } from '../../src/kinds/decisions/queries.ts';
import { loadTemplates, type Templates } from '../../src/outbound/render.ts';
import { freshDatabase } from '../support/database.ts';
import { type Expectation, expectedOf, type Fixture, mailsIn } from '../support/fixtures.ts';
import { answer, arrive, readAll, trusted, undone, verified } from '../support/stages.ts';
import { begin } from './before.ts';

const kinds = ['plan', 'updates', 'planning', 'commands', 'automatic', 'unrecognised'];

describe('each mail of test/mail, read by itself', () => {
  let database: Database;
  let templates: Templates;
  beforeAll(async () => {
    database = await freshDatabase();
    templates = await loadTemplates();
    await begin(database.db, templates);
  });
  afterAll(() => database.close());

  describe.each(kinds)('%s', (kind) => {
    it.each(mailsIn(kind).map((mail) => ({ fact: mail.name.slice(kind.length + 1), mail })))(
      '$fact',
      async ({ mail }) => {
        const expected = expectedOf(mail);
        const came = await undone(database.db, (tx) => readMail(tx, mail, expected, templates));
        expect(came).toEqual(asParts(expected));
      },
    );
  });
});

/** Reasons and questions are named by a part of them. */
function asParts(expected: Expectation) {
  const part = (text: string) => expect.stringContaining(text);
  return {
    ...expected,
    reason: expected.reason === null ? null : part(expected.reason),
    refusals: expected.refusals.map(part),
    questions: expected.questions.map(part),
  };
}

/** Everything that came of a mail, in the shape of an expectation. */
async function readMail(tx: Tx, mail: Fixture, expected: Expectation, templates: Templates) {
  const position = await arrive(tx, mail.raw, mail.at);
  await readAll(tx, { policy: expected.policy === 'verified' ? verified : trusted });
  const readings = await tx
    .selectFrom('log.readings as r')
    .innerJoin('mail.proofs as p', 'p.ordinal', 'r.ordinal')
    .select(['p.grade', 'r.kinds', 'r.outcome', 'r.member', 'r.reason', 'r.refusals', 'r.questions'])
    .where('r.position', '=', position)
    .execute();
  const [first] = readings;
  // However much it says, and of how many kinds.
  if (!first || readings.length !== 1) throw new Error(`it has ${readings.length} readings`);
  const { grade, ...reading } = first;
  return {
    ...reading,
    ...(await recordsOf(tx, position)),
    policy: expected.policy,
    proof: grade,
    refusals: reading.refusals.map((one) => ('why' in one ? String(one.why) : '')),
    questions: reading.questions.map((one) => JSON.stringify(one)),
    answers: (await answer(tx, mail.at, templates))
      .sort((a, b) => (a.kind + a.recipient < b.kind + b.recipient ? -1 : 1))
      .map(({ kind, recipient, text }, index) => {
        const says = expected.answers[index]?.says ?? [];
        // Where something is not said, the whole text shows what is.
        return { kind, to: recipient, says: says.every((part) => text.includes(part)) ? says : text };
      }),
  };
}

async function recordsOf(tx: Tx, position: number) {
  const update = await tx
    .selectFrom('log.updates')
    .select(['week', 'answers', 'notes', 'epics', 'late', 'repeats'])
    .where('position', '=', position)
    .executeTakeFirst();
  const risks = await tx.selectFrom('log.risks').selectAll().orderBy('number').execute();
  const notes = await tx.selectFrom('log.notes').select('text').where('position', '=', position).execute();
  const values = await tx
    .selectFrom('log.plan_values')
    .select(['name', 'value'])
    .where('position', '=', position)
    .execute();
  const plans = await tx.selectFrom('log.plans').select('team').where('position', '=', position).execute();
  const mentions = await tx
    .selectFrom('log.mentions')
    .select('record')
    .where('position', '=', position)
    .orderBy('record')
    .execute();
  const decisions = await decisionsAbout(tx, 'reliability', position);
  return {
    update: update ?? null,
    risks: risks
      .filter((risk) => risk.position === position)
      .map(({ number, text, epic }) => ({ number, text, epic })),
    ended: risks.filter((risk) => risk.resolved_position === position).map(({ number }) => number),
    mentions: mentions.map(({ record }) => record).filter((record) => !record.startsWith('decision/')),
    decisions: decisions.map(({ state, title }) => ({ state, title })),
    notes: notes.map(({ text }) => text),
    values: Object.fromEntries(values.map(({ name, value }) => [name, value])),
    plan: plans.length > 0,
  };
}
