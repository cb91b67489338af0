import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, savepoint, transact } from '../../src/db/database.ts';
import { freshDatabase } from '../support/database.ts';

describe('one connection', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  it('turns a query outside the open transaction into an error instead of waiting for ever', async () => {
    const wrong = transact(database.db, () => database.db.selectFrom('mail.head').selectAll().execute());
    await expect(wrong).rejects.toThrow('outside the open transaction');
  });

  it('lets others wait their turn while a transaction is open', async () => {
    const slow = transact(database.db, async (tx) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return tx.selectFrom('mail.head').select('position').executeTakeFirst();
    });
    const other = database.db.selectFrom('mail.head').select('position').executeTakeFirst();
    expect(await Promise.all([slow, other])).toEqual([{ position: 0 }, { position: 0 }]);
  });

  it('undoes a failed step and goes on', async () => {
    await transact(database.db, async (tx) => {
      const row = { mailbox: 'a', uidvalidity: 1, last_uid: 1, read_at: new Date(0) };
      await tx.insertInto('mail.cursors').values(row).execute();
      await expect(savepoint(tx, () => tx.insertInto('mail.cursors').values(row).execute())).rejects.toThrow(
        'duplicate',
      );
      await savepoint(tx, () =>
        tx
          .insertInto('mail.cursors')
          .values({ ...row, mailbox: 'b' })
          .execute(),
      );
    });
    expect((await database.db.selectFrom('mail.cursors').select('mailbox').execute()).length).toBe(2);
  });
});

describe('the directory of an embedded database', () => {
  const dir = mkdtempSync(join(tmpdir(), 'onrecord-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is refused to a second process, with who holds it and what to do', async () => {
    writeFileSync(join(dir, 'held.lock'), '1');
    await expect(openDatabase(`pglite:${join(dir, 'held')}`)).rejects.toThrow(
      /held by process 1\. End that one first/,
    );
  });

  it('is taken over from a process that was killed', async () => {
    writeFileSync(join(dir, 'left.lock'), '999999999');
    const database = await openDatabase(`pglite:${join(dir, 'left')}`);
    await database.close();
  });

  it('names a wrong address with a remedy', async () => {
    await expect(openDatabase('mysql://x')).rejects.toThrow('has to start with postgres:// or pglite:');
  });
});
