import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail } from './seed.ts';
import { type Setting, setting } from './setting.ts';

/** A week before the plan was applied: nobody was on the team before its review. */
const before = '2026-W43';

describe('who was asked in a week', () => {
  let here: Setting;
  let app: FastifyInstance;
  beforeAll(async () => {
    here = await setting();
    app = await here.app({ open: true });
  });
  afterAll(() => here.close());

  const missing = async (week: string) =>
    (await app.inject(`/api/teams/reliability/weeks/${week}`)).json().missing;

  it('is who got a request of that week, though the plan had them later; a request of another week asks nobody', async () => {
    expect(await missing(before)).toEqual([]);
    const request = (id: string, week: string) =>
      mail(here.database.db, {
        id,
        at: '2026-10-30T10:00:00Z',
        from: ['Onrecord', 'onrecord@example.com'],
        subject: 'Mei, four lines for Friday?',
        text: 'Press Reply.',
        out: { kind: 'request', recipient: 'mei@example.com', week, state: 'sent' },
      });
    await request('later@onrecord.example.com', '2026-W42');
    expect(await missing(before)).toEqual([]);
    await request('same@onrecord.example.com', before);
    expect(await missing(before)).toEqual(['mei@example.com']);
    expect((await app.inject(`/t/reliability/weeks/${before}`)).body).toContain('Mei');
  });
});
