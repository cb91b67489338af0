import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { risksOf } from '../../src/kinds/commands/queries.ts';
import { parseMessage, Unreadable } from '../../src/message/parse.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { proveNextIn } from '../../src/proof/prove.ts';
import { createReader } from '../../src/reading/read-next.ts';
import { ParserDown, readerVersion } from '../../src/reading/reader.ts';
import { isOutdated, rebuild } from '../../src/reading/rebuild.ts';
import { readBytes } from '../../src/store/read.ts';
import { freshDatabase } from '../support/database.ts';
import { dumpOf } from '../support/dump.ts';
import { expectedOf, mailsIn } from '../support/fixtures.ts';
import {
  answer,
  arrive,
  newReader,
  readAll,
  replyTo,
  settings,
  trusted,
  verified,
} from '../support/stages.ts';
import { threads } from '../support/threads.ts';
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
    const alone = kinds.flatMap((kind) =>
      mailsIn(kind).map((mail) => ({
        ...mail,
        policy: expectedOf(mail).policy === 'verified' ? verified : trusted,
      })),
    );
    // Without those that answer mails of ours: here they would come before what they answer.
    const inThreads = threads()
      .filter(({ expected }) => expected.ticks.length === 0)
      .flatMap(({ mails }) => mails.map((mail) => ({ ...mail, policy: trusted })));
    const mails = [...alone, ...inThreads].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const reader = newReader();
    await transact(database.db, async (tx) => {
      for (const [index, mail] of mails.entries()) {
        await arrive(tx, mail.raw, mail.at);
        await proveNextIn(tx, mail.policy, new Date(mail.at));
        if (index % 8 !== 0) continue;
        // Now and then receipts go out, and one is answered: corrections come between the others.
        await readAll(tx, { reader });
        const [receipt] = await answer(tx, mail.at, templates, 2);
        if (receipt) await arrive(tx, replyTo(receipt, mail.at, '3 The door is open #csv-importer'), mail.at);
      }
      await readAll(tx, { reader });
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
      'decisions',
      'waiting',
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

  it('is wanted where an older reader read, keeps nothing of what was there, and gives the same a second time', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'log'`.execute(
      database.db,
    );
    for (const { name } of rows) {
      const table = sql.table(`log.${name}`);
      await sql`update ${table} set team = 'stray' where ctid = (select min(ctid) from ${table})`.execute(
        database.db,
      );
    }
    expect(await isOutdated(database.db)).toBe(false);
    await database.db
      .updateTable('log.readings')
      .set({ reader: readerVersion - 1 })
      .where('ordinal', '=', 7)
      .execute();
    expect(await isOutdated(database.db)).toBe(true);
    await rebuild(database.db, newReader());
    expect(await isOutdated(database.db)).toBe(false);
    const after = await dump();
    expect(after.log === before.log).toBe(true);
    expect(after.mail === before.mail).toBe(true);
  });

  it('leaves the log as it was where it is cut off', async () => {
    let read = 0;
    const dying = createReader(async (raw) => {
      read += 1;
      if (read > 30) throw new ParserDown('the machine goes down');
      return parseMessage(raw);
    }, settings.mailAddress);
    await expect(rebuild(database.db, dying)).rejects.toThrow('the machine goes down');
    expect((await dump()).log === before.log).toBe(true);
  });

  it('gives a number to no other risk where a reader finds fewer, and the same ones when it finds them again', async () => {
    const numbered = async () =>
      new Map(
        (await risksOf(database.db, 'reliability', { state: 'all' })).map(
          (risk) => [risk.number, risk] as const,
        ),
      );
    const all = await numbered();
    const first = [...all.values()][0];
    const unread = first && (await readBytes(database.db, first.position));
    const worse = createReader(async (raw) => {
      if (unread?.equals(raw)) throw new Unreadable('this reader cannot');
      return parseMessage(raw);
    }, settings.mailAddress);
    await rebuild(database.db, worse);
    const fewer = await numbered();
    expect(fewer.has(first?.number ?? 0)).toBe(false);
    expect(fewer.size).toBeGreaterThan(3);
    for (const [number, risk] of fewer) expect(all.get(number)?.text ?? risk.text).toBe(risk.text);
    await rebuild(database.db, newReader());
    expect(await numbered()).toEqual(all);
  });
});
