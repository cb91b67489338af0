import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../../../src/db/database.ts';
import { risksOf } from '../../../src/kinds/commands/queries.ts';
import { updatesOf, versionsOf } from '../../../src/kinds/updates/queries.ts';
import { loadTemplates } from '../../../src/outbound/render.ts';
import { begin } from '../../reading/before.ts';
import { freshDatabase } from '../../support/database.ts';
import { fixture } from '../../support/fixtures.ts';
import { answer, arrive, readAll, replyTo, undone } from '../../support/stages.ts';

describe('a reply to a receipt', () => {
  let database: Database;
  const templates = loadTemplates();
  beforeAll(async () => {
    database = await freshDatabase();
    await begin(database.db, await templates);
  });
  afterAll(() => database.close());

  const story = async (tell: (tx: Tx) => Promise<void>): Promise<void> => {
    await undone(database.db, async (tx) => {
      await tell(tx);
      return 'told';
    });
  };
  /** Receives a mail, and what its author writes in reply to the receipt. @returns the kinds of what goes out then */
  const correct = async (tx: Tx, name: string, text: string): Promise<string[]> => {
    const mail = fixture(name);
    await arrive(tx, mail.raw, mail.at);
    await readAll(tx);
    const receipt = (await answer(tx, mail.at, await templates)).find((one) => one.kind === 'receipt');
    if (!receipt) throw new Error('no receipt went out');
    await readAll(tx);
    await arrive(tx, replyTo(receipt, mail.at, text), mail.at);
    await readAll(tx);
    return (await answer(tx, mail.at, await templates)).map(({ kind }) => kind);
  };
  const mei = (tx: Tx) => versionsOf(tx, 'reliability', '2026-W47', 'mei@example.com');
  const openRisks = async (tx: Tx) =>
    (await risksOf(tx, 'reliability', { state: 'open' })).map(({ number, text }) => `R-${number} ${text}`);

  it('replaces the answers that it numbers, and keeps the others and the version before', () =>
    story(async (tx) => {
      await correct(tx, 'updates/each-bullet-is-a-risk', '3 none\n4: Devices and formats');
      const [first, second] = await mei(tx);
      expect(first?.answers.next).toBe('Devices');
      expect(second?.answers).toEqual({
        goal: 'KR3',
        changed: 'nothing yet',
        risk: 'none',
        next: 'Devices and formats',
      });
      expect((await openRisks(tx)).filter((risk) => /^R-[45]/.test(risk))).toEqual([]);
    }));

  it('keeps the number of a risk that is said again, and gives a new one to a new one', () =>
    story(async (tx) => {
      await correct(
        tx,
        'updates/each-bullet-is-a-risk',
        '3. - CSV importer: times are read as UTC\n- The scanner is slow',
      );
      const mine = (await openRisks(tx)).filter((risk) => !/^R-[123] /.test(risk));
      expect(mine).toEqual(['R-5 CSV importer: times are read as UTC', 'R-6 The scanner is slow']);
    }));

  it('"yes" takes the epic that was asked about, "no" does not', () =>
    story(async (tx) => {
      await correct(tx, 'updates/an-epic-nearly-named-is-asked-about', 'Yes!');
      expect((await mei(tx)).at(-1)?.epics).toEqual(['csv-importer']);
      const version = (await mei(tx)).length;
      expect(version).toBe(2);
    }));

  it('"yes" makes a risk the same as the one that was asked about', () =>
    story(async (tx) => {
      await correct(tx, 'updates/a-risk-near-an-open-one-is-asked-about', 'yes');
      expect((await openRisks(tx)).map((risk) => risk.slice(0, 3))).toEqual(['R-1', 'R-2', 'R-3']);
    }));

  it('"no" leaves it a risk of its own', () =>
    story(async (tx) => {
      await correct(tx, 'updates/a-risk-near-an-open-one-is-asked-about', 'no');
      expect((await openRisks(tx)).map((risk) => risk.slice(0, 3))).toEqual(['R-1', 'R-2', 'R-3', 'R-4']);
    }));

  it('that says something nice about a number is no update: the request of the week still goes out', () =>
    story(async (tx) => {
      expect(await correct(tx, 'planning/a-lead-sets-a-key-result', 'Good to see it move at last.')).toEqual([
        'notice',
      ]);
      expect(await updatesOf(tx, 'reliability', { week: '2026-W47' })).toEqual([]);
    }));

  it('that says "3 none" where there is no update corrects none, and hears so', () =>
    story(async (tx) => {
      expect(await correct(tx, 'planning/other-words-are-a-note', '3 none')).toEqual(['notice']);
      expect(await updatesOf(tx, 'reliability', { week: '2026-W47' })).toEqual([]);
    }));

  it('with labelled answers is an update, whatever the receipt was for', () =>
    story(async (tx) => {
      await correct(
        tx,
        'planning/other-words-are-a-note',
        'Goal: KR2\nChanged: two files\nRisk: none\nNext: a third',
      );
      const [update] = await updatesOf(tx, 'reliability', { week: '2026-W47' });
      expect(update).toMatchObject({ member: 'kofi@example.com', answers: { changed: 'two files' } });
    }));

  it('may end a risk', () =>
    story(async (tx) => {
      await correct(tx, 'planning/other-words-are-a-note', 'over R-2');
      expect((await openRisks(tx)).map((risk) => risk.slice(0, 3))).toEqual(['R-1', 'R-3']);
    }));
});
