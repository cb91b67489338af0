import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../../src/db/database.ts';
import { loadTemplates, type Templates } from '../../../src/outbound/render.ts';
import { freshDatabase } from '../../support/database.ts';
import { team } from '../../support/fixtures.ts';
import { answer, apply, arrive, readAll, trusted } from '../../support/stages.ts';

let database: Database;
let templates: Templates;
let count = 0;

beforeAll(async () => {
  database = await freshDatabase();
  templates = await loadTemplates();
  await transact(database.db, async (tx) => {
    await apply(tx, team, '2026-11-09T08:00:00Z');
    await readAll(tx, { policy: trusted });
  });
  await write(
    'kofi',
    '[DECISION] Raw frames',
    'Decision: Raw frames are kept for 30 days.\nWhy: Two traces were lost.',
  );
});
afterAll(() => database.close());

/** A mail to the log. @returns what goes out in answer */
async function write(who: string, subject: string, text: string, more = '') {
  count += 1;
  const at = `2026-11-16T10:${String(count).padStart(2, '0')}:00Z`;
  const raw = Buffer.from(
    `From: ${who}@example.com\r\nTo: onrecord+reliability@example.com\r\nSubject: ${subject}\r\nDate: ${at}\r\nMessage-ID: <m${count}@example.com>\r\n${more}\r\n${text.replaceAll('\n', '\r\n')}\r\n`,
  );
  return transact(database.db, async (tx) => {
    await arrive(tx, raw, at);
    await readAll(tx, { policy: trusted });
    return answer(tx, at, templates);
  });
}

describe('a mail to the log', () => {
  it('whose subject is "search: words" is answered with what was decided, and where it stands', async () => {
    const [found] = await write('ben', 'search: raw frames', '');
    expect(found?.kind).toBe('found');
    expect(found?.text).toContain('D-1  Raw frames (decided)');
    expect(found?.text).toContain('Raw frames are kept for 30 days.');
    expect(found?.text).toContain('http://localhost:3000/t/reliability/decisions/1');
  });

  it('that finds nothing says so', async () => {
    const [found] = await write('ben', 'Search: unicorns', '-- \nBen');
    expect(found?.text).toContain('has all of these words: unicorns');
  });

  it('whose subject is a number is answered with that decision and why', async () => {
    const [shown] = await write('ben', 'D-1', '');
    expect(shown?.text).toContain(
      'D-1 Raw frames\n\nRaw frames are kept for 30 days.\nWhy: Two traces were lost.',
    );
    expect(shown?.text).toMatch(/decided Mon 16 Nov 11:01 CET/);
  });

  it('whose subject is no decision’s number hears that', async () => {
    const [notice] = await write('ben', 'D-99', '');
    expect(notice).toMatchObject({ kind: 'notice' });
    expect(notice?.text).toContain('there is no D-99');
  });

  it('that says "off the record" leaves the archive, and its words are in no reading', async () => {
    await write('ben', 'Salaries', 'Off the record.\n\nThe raise is 9 %.');
    const hidden = await database.db.selectFrom('log.hidden').select(['position', 'member']).execute();
    const { position, parts } = await database.db
      .selectFrom('log.readings')
      .select(['position', 'parts'])
      .orderBy('ordinal', 'desc')
      .where('member', '=', 'ben@example.com')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(hidden).toEqual([{ position, member: 'ben@example.com' }]);
    expect(JSON.stringify(parts)).not.toContain('raise');
  });

  it('that takes back one’s own mail hides that as well', async () => {
    await write('ben', 'Offer', 'We offered 80,000.');
    await write('ben', 'Re: Offer', 'off the record', `In-Reply-To: <m${count}@example.com>\r\n`);
    const { rows } = { rows: await database.db.selectFrom('log.hidden').select('position').execute() };
    expect(rows.length).toBe(3);
  });
});
