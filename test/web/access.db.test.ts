import type { FastifyInstance } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken, revokeToken } from '../../src/web/tokens.ts';
import { applyPlan } from './seed.ts';
import { plan } from './seed-plan.ts';
import { type Setting, setting } from './setting.ts';
import { now as at } from './story.ts';

const now = Temporal.Instant.from(at);
const updates = '/api/teams/reliability/updates';

describe('access to the API', () => {
  let here: Setting;
  let app: FastifyInstance;
  let token: string;
  const get = (url: string, bearer?: string) =>
    app.inject({ url, ...(bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } }) });

  beforeAll(async () => {
    here = await setting();
    await applyPlan(here.database.db, { ...plan, team: 'other', name: 'Other' }, 2, at);
    app = await here.app();
    token = await createToken(here.database.db, 'reliability', 'ci', now);
  });
  afterAll(() => here.close());

  it('refuses who brings no token, and says how to authenticate', async () => {
    const response = await get(updates);
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="onrecord"');
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status: 401, title: 'Sign in first', type: 'about:blank' });
  });

  it('refuses a wrong token and an empty one', async () => {
    for (const wrong of ['onrecord_wrong', '']) {
      const response = await get(updates, wrong);
      expect(response.statusCode).toBe(401);
      expect(response.headers['www-authenticate']).toContain('error="invalid_token"');
    }
  });

  it('lets a token read its own team', async () => {
    expect((await get(updates, token)).statusCode).toBe(200);
  });

  it('tells a token nothing about other teams, not even whether they are there', async () => {
    for (const team of ['other', 'nowhere']) {
      for (const path of [
        'updates',
        'risks',
        'messages',
        'epics',
        'cycle',
        'weeks/2026-W47',
        'messages/x.eml',
      ]) {
        const response = await get(`/api/teams/${team}/${path}`, token);
        expect([path, response.statusCode]).toEqual([path, 403]);
      }
    }
  });

  it('shows no message of one team under another', async () => {
    const other = await createToken(here.database.db, 'other', 'ci', now);
    const list = await get('/api/teams/other/messages', other);
    expect(list.json().items).toEqual([]);
    const id = encodeURIComponent('CAD1/x+7=Q@mail.example.com');
    for (const path of [id, `${id}.eml`, '1', '1.eml']) {
      expect((await get(`/api/teams/other/messages/${path}`, other)).statusCode).toBe(404);
    }
  });

  it('takes no token as its hash alone, and keeps none in the clear', async () => {
    const rows = await here.database.db.selectFrom('mail.tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    const [row] = rows;
    expect((await get(updates, row?.hash.toString('hex') ?? '')).statusCode).toBe(401);
  });

  it('ends a token when it is revoked, and frees its name', async () => {
    const { db } = here.database;
    const short = await createToken(db, 'reliability', 'short', now);
    await expect(createToken(db, 'reliability', 'short', now)).rejects.toThrow('has a token "short" already');
    await revokeToken(db, 'reliability', 'short', now);
    expect((await get(updates, short)).statusCode).toBe(401);
    await expect(revokeToken(db, 'reliability', 'short', now)).rejects.toThrow('no token "short" that works');
    const again = await createToken(db, 'reliability', 'short', now);
    expect((await get(updates, again)).statusCode).toBe(200);
    expect((await get(updates, short)).statusCode).toBe(401);
  });

  it('answers everybody in the demo, but 404 for a team that is not there', async () => {
    const demo = await here.app({ open: true });
    expect((await demo.inject(updates)).statusCode).toBe(200);
    expect((await demo.inject('/api/teams/nowhere/updates')).statusCode).toBe(404);
  });
});
