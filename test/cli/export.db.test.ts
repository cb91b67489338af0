import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { onrecord } from '../support/program.ts';
import { migratedSnapshot } from '../support/snapshot.ts';
import { say } from '../web/decided.ts';
import { tell } from '../web/story.ts';

// Each starts the program, which takes its time where others work on the machine.
vi.setConfig({ testTimeout: 60_000 });

const dir = mkdtempSync(join(tmpdir(), 'onrecord-export-'));
const env = { DATABASE_URL: `pglite:${join(dir, 'db')}`, PUBLIC_URL: 'https://archive.example.com' };
const madr = (to: string, ...more: string[]) =>
  onrecord(['export', 'madr', '--team', 'reliability', '--to', to, ...more], env);
const all = [
  '0001-nightly-builds-go-to-the-pilots.md',
  '0002-one-queue-for-all-imports.md',
  '0004-builds-for-the-pilots.md',
  '0005-a-pager-at-the-weekend.md',
  '0006-keep-raw-sensor-frames-30-days.md',
];

beforeAll(async () => {
  const snapshot = new Blob([readFileSync(await migratedSnapshot())]);
  const database = await openDatabase(env.DATABASE_URL, snapshot);
  await tell(database.db);
  await database.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('export madr', () => {
  it('writes a file for each decision and proposal, and names them', async () => {
    const to = join(dir, 'docs', 'adr');
    const { code, out, err } = await madr(to);
    expect([code, err]).toEqual([0, '']);
    expect(readdirSync(to)).toEqual(all);
    expect(out.trim().split('\n')).toEqual(all.map((name) => join(to, name)));
    const text = readFileSync(join(to, '0004-builds-for-the-pilots.md'), 'utf8');
    expect(text).toContain('status: accepted\ndate: 2026-11-18\ndecision-makers: Ana Ruiz\n');
    expect(text).toContain('* Supersedes [ADR-0001](0001-nightly-builds-go-to-the-pilots.md)');
    expect(text).toContain('https://archive.example.com/m/weekly-builds%40mail.example.com');
  });

  it('writes its own files again as they are now, and gives up the one of what was withdrawn', async () => {
    const to = join(dir, 'again');
    await madr(to);
    const before = readFileSync(join(to, all[1] ?? ''), 'utf8');
    writeFileSync(join(to, all[1] ?? ''), `${before}changed by hand\n`);
    const database = await openDatabase(env.DATABASE_URL);
    const { position } = await database.db
      .selectFrom('log.decisions')
      .select('position')
      .where('number', '=', 6)
      .executeTakeFirstOrThrow();
    await say(
      database.db,
      {
        ...{ id: 'frames.gone@mail.example.com', at: '2026-11-25T09:00:00Z', who: 'Ana', text: 'Withdrawn.' },
        ...{ subject: 'Re: [PROPOSAL] Keep raw sensor frames 30 days', answers: 'frames@mail.example.com' },
      },
      { type: 'withdraw', on: { position, ordinal: 0 } },
    );
    await database.close();
    const { code, err } = await madr(to);
    expect(code).toBe(0);
    expect(readFileSync(join(to, all[1] ?? ''), 'utf8')).toBe(before);
    expect(readdirSync(to)).toEqual(all.slice(0, -1));
    expect(err).toContain('0006-keep-raw-sensor-frames-30-days.md is gone');
  });

  it("leaves a file alone that is somebody else's, says so, and writes the others", async () => {
    const to = mkdtempSync(join(dir, 'foreign-'));
    const own = ['0001-use-markdown.md', '0002-one-queue-for-all-imports.md'];
    for (const name of own) writeFileSync(join(to, name), '# Mine\n');
    const { code, out, err } = await madr(to);
    expect(code).toBe(1);
    expect(err).toMatch(/0002-one-queue-for-all-imports\.md is not ours and stays as it is; move it/);
    for (const name of own) expect(readFileSync(join(to, name), 'utf8')).toBe('# Mine\n');
    expect(out).toContain('0004-builds-for-the-pilots.md');
    expect(out).not.toContain('0002');
  });

  it('prints a JSON object a line where it is asked to', async () => {
    const { out } = await madr(join(dir, 'json'), '--json');
    const [first = ''] = out.split('\n');
    expect(JSON.parse(first)).toEqual({ file: join(dir, 'json', all[0] ?? ''), number: 1 });
  });

  it.each([
    [['export', 'csv', '--team', 'reliability', '--to', 'x'], 2, 'export csv is not there yet'],
    [['export', 'html', '--team', 'reliability', '--to', 'x'], 2, 'write export madr'],
    [['export', 'madr', '--team', 'reliability'], 2, '--to DIR'],
    [['export', 'madr', '--team', 'nobody', '--to', 'x'], 1, 'there is no team "nobody". Known: reliability'],
  ])('%j ends with %i, and says what is right', async (args, ends, said) => {
    const { code, out, err } = await onrecord(args, env);
    expect([code, out]).toEqual([ends, '']);
    expect(err).toContain(said);
  });
});
