import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { rebuild } from '../../src/reading/rebuild.ts';
import { freshDatabase } from '../support/database.ts';
import { dumpOf } from '../support/dump.ts';
import { expectedOf, mailsIn } from '../support/fixtures.ts';
import { answer, arrive, newReader, readAll, replyTo, trusted, verified } from '../support/stages.ts';
import { begin } from './before.ts';

const kinds = ['plan', 'updates', 'planning', 'commands', 'automatic', 'unrecognised'];

describe('a rebuild over every mail of test/mail', () => {
  let database: Database;
  let before: { log: string; mail: string };
  const dump = async () => ({
    log: await dumpOf(database.db, 'log'),
    mail: await dumpOf(database.db, 'mail'),
  });

  beforeAll(async () => {
    database = await freshDatabase();
    const templates = await loadTemplates();
    await begin(database.db, templates);
    const mails = kinds.flatMap(mailsIn).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    await transact(database.db, async (tx) => {
      for (const [index, mail] of mails.entries()) {
        await arrive(tx, mail.raw, mail.at);
        await readAll(tx, { policy: expectedOf(mail).policy === 'verified' ? verified : trusted });
        if (index % 8 !== 0) continue;
        // Now and then receipts go out, and one is answered: corrections come between the others.
        const [receipt] = await answer(tx, mail.at, templates, 2);
        if (receipt) await arrive(tx, replyTo(receipt, mail.at, '3 The door is open #csv-importer'), mail.at);
        await readAll(tx);
      }
    });
    before = await dump();
  }, 120_000);
  afterAll(() => database.close());

  it('has something of everything to derive', () => {
    for (const table of [
      'readings',
      'messages',
      'plans',
      'plan_values',
      'updates',
      'risks',
      'notes',
      'mentions',
    ]) {
      expect(before.log, table).toContain(`log.${table} `);
    }
    for (const outcome of ['recorded', 'ignored', 'held'])
      expect(before.log).toContain(`"outcome":"${outcome}"`);
  });

  it('gives the log that was there, numbers and all, and adds nothing to what is kept', async () => {
    await rebuild(database.db, newReader());
    const after = await dump();
    expect(after.log === before.log).toBe(true);
    expect(after.mail === before.mail).toBe(true);
  });

  it('gives it a second time', async () => {
    await rebuild(database.db, newReader());
    const after = await dump();
    expect(after.log === before.log).toBe(true);
    expect(after.mail === before.mail).toBe(true);
  });
});
