import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { complaint } from '../support/complaint.ts';
import { type Env, onrecord, succeed } from '../support/program.ts';
import { guardedUser } from '../support/servers/postgres.ts';
import { surroundings } from './surroundings.ts';

// What only a real PostgreSQL and a real Dovecot say no to; the other complaints are in test/cli/complaints.mail.test.ts.

const around = surroundings();

describe('a database or a mailbox that refuses', () => {
  let env: Env;
  /** The same database, by who has to give a password. */
  const urlOf = (password: string) => {
    const url = new URL(env.DATABASE_URL ?? '');
    url.username = guardedUser;
    url.password = password;
    return url.href;
  };
  const sql = async (text: string) => {
    const client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    await client.query(text);
    await client.end();
  };

  beforeAll(async () => {
    env = await around.env({ LOG_LEVEL: 'warn' });
    await sql(`create role ${guardedUser} login password 'correct horse'`);
  });

  test.for([['serve'], ['tick'], ['verify']])('%s: a database that is not there', async ([command = '']) => {
    const url = new URL(env.DATABASE_URL ?? '');
    url.pathname = '/onrecord_elsewhere';
    const { code, err } = await complaint([command], { ...env, DATABASE_URL: url.href });
    expect(code).toBe(1);
    expect(err).toMatch(/database "onrecord_elsewhere" does not exist.*DATABASE_URL/);
  });

  test('a wrong password, which is not printed', async () => {
    const { code, err } = await complaint(['serve'], { ...env, DATABASE_URL: urlOf('battery%20staple') });
    expect(code).toBe(1);
    expect(err).toMatch(/password authentication failed for user "guarded".*DATABASE_URL/);
    expect(err).not.toMatch(/battery|staple/);
  });

  test('a user who may log in and make no tables', async () => {
    const { code, err } = await complaint(['serve'], { ...env, DATABASE_URL: urlOf('correct%20horse') });
    expect(code).toBe(1);
    expect(err).toMatch(/permission denied.*DATABASE_URL own/);
  });

  test('a database that a newer version has made', async () => {
    await succeed(['verify'], env);
    await sql(`insert into kysely_migration values ('999_to_come', '2027-01-01')`);
    const { code, err } = await complaint(['verify'], env);
    await sql(`delete from kysely_migration where name = '999_to_come'`);
    expect(code).toBe(1);
    expect(err).toMatch(/newer version of Onrecord.*999_to_come.*Update/);
    expect((await onrecord(['verify'], env)).code).toBe(0);
  });

  test('Dovecot refuses a password', async () => {
    const { code, err } = await complaint(['tick'], {
      ...env,
      IMAP_URL: around.mail.imapUrl('onrecord', 'guessed'),
    });
    expect(code).toBe(1);
    expect(err).toMatch(/refuses the login of onrecord .*IMAP_URL/);
    expect(err).not.toContain('guessed');
  });

  test('Dovecot has no such mailbox', async () => {
    const url = around.mail.imapUrl('onrecord').replace(/INBOX$/, 'Inbocks');
    const { code, err } = await complaint(['tick'], { ...env, IMAP_URL: url });
    expect(code).toBe(1);
    expect(err).toMatch(/no mailbox "Inbocks".*IMAP_URL: INBOX/);
  });
});
