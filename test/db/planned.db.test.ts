import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, savepoint, type Tx, transact } from '../../src/db/database.ts';
import { repeated } from '../../src/db/planned.ts';
import { freshDatabase } from '../support/database.ts';

describe('statements that are the same for every message', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  const cursorOf = (tx: Tx, mailbox: string) =>
    tx.selectFrom('mail.cursors').select('last_uid').where('mailbox', '=', mailbox).executeTakeFirst();
  const insert = (tx: Tx, mailbox: string) =>
    tx
      .insertInto('mail.cursors')
      .values({ mailbox, uidvalidity: 1, last_uid: mailbox.length, read_at: new Date(0) })
      .execute();
  const planned = async () => {
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
      database.db,
    );
    return rows.map((row) => row.statement).filter((statement) => statement.includes('mail"."cursors'));
  };

  it('are planned once, and those outside are not kept', async () => {
    await transact(database.db, (tx) => cursorOf(tx, 'a'));
    expect(await planned()).toEqual([]);
    await transact(database.db, (tx) =>
      repeated(async () => {
        for (const mailbox of ['a', 'b', 'c']) await cursorOf(tx, mailbox);
      }),
    );
    expect(await planned()).toEqual(['select "last_uid" from "mail"."cursors" where "mailbox" = $1']);
  });

  it('find what was written after they were planned', async () => {
    await transact(database.db, (tx) =>
      repeated(async () => {
        expect(await cursorOf(tx, 'new')).toBeUndefined();
        await insert(tx, 'new');
        expect(await cursorOf(tx, 'new')).toEqual({ last_uid: 3 });
      }),
    );
  });

  it('work again after one of them failed, within a savepoint and in the next transaction', async () => {
    const twice = (tx: Tx) =>
      repeated(async () => {
        await insert(tx, 'twice');
        await expect(savepoint(tx, () => insert(tx, 'twice'))).rejects.toThrow('duplicate');
        expect(await cursorOf(tx, 'twice')).toEqual({ last_uid: 5 });
        throw new Error('rolled back');
      });
    await expect(transact(database.db, twice)).rejects.toThrow('rolled back');
    await expect(transact(database.db, twice)).rejects.toThrow('rolled back');
    await transact(database.db, (tx) => repeated(() => insert(tx, 'twice')));
    expect(await transact(database.db, (tx) => repeated(() => cursorOf(tx, 'twice')))).toEqual({
      last_uid: 5,
    });
  });

  it('are planned anew where the first time was in a transaction that had failed', async () => {
    const failed = transact(database.db, (tx) =>
      repeated(async () => {
        await insert(tx, 'new').catch(() => {});
        await tx.selectFrom('mail.cursors').select('uidvalidity').where('mailbox', '=', 'x').execute();
      }),
    );
    await expect(failed).rejects.toThrow('aborted');
    const rows = await transact(database.db, (tx) =>
      repeated(() =>
        tx.selectFrom('mail.cursors').select('uidvalidity').where('mailbox', '=', 'new').execute(),
      ),
    );
    expect(rows).toEqual([{ uidvalidity: 1 }]);
  });
});
