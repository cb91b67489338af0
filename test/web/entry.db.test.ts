import type { FastifyInstance } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLink } from '../../src/web/entry.ts';
import { type Setting, setting } from './setting.ts';
import { now as at } from './story.ts';

const start = Temporal.Instant.from(at);

describe('the one-time link', () => {
  let here: Setting;
  let app: FastifyInstance;
  let now = start;
  const link = async () => `/enter/${await createLink(here.database.db, now)}`;
  const enter = async (url: string) => (await app.inject({ method: 'POST', url })).headers['set-cookie'];
  const withCookie = (cookie: unknown) => ({ cookie: String(cookie).split(';')[0] ?? '' });

  beforeAll(async () => {
    here = await setting();
    app = await here.app({ now: () => now });
  });
  afterAll(() => here.close());

  it('is not used up by those who only look at it', async () => {
    const url = await link();
    for (let look = 0; look < 3; look += 1) {
      const page = await app.inject(url);
      expect(page.statusCode).toBe(200);
      expect(page.headers['set-cookie']).toBeUndefined();
      expect(page.body).toContain('<button type="submit">');
      expect(page.headers['cache-control']).toBe('no-store');
    }
    expect(await enter(url)).toBeDefined();
  });

  it('opens the archive in that browser, by a cookie that no script reads', async () => {
    const response = await app.inject({ method: 'POST', url: await link() });
    expect([response.statusCode, response.headers.location]).toEqual([303, '/']);
    const cookie = String(response.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const headers = withCookie(cookie);
    expect((await app.inject({ url: '/t/reliability', headers })).statusCode).toBe(200);
    expect((await app.inject({ url: '/api/teams/reliability/updates', headers })).statusCode).toBe(200);
    expect((await app.inject('/t/reliability')).statusCode).toBe(401);
  });

  it('works once, even for two who press at the same time', async () => {
    const url = await link();
    const both = await Promise.all([
      app.inject({ method: 'POST', url }),
      app.inject({ method: 'POST', url }),
    ]);
    expect(both.map((response) => response.statusCode).sort()).toEqual([303, 410]);
    expect((await app.inject(url)).statusCode).toBe(410);
  });

  it('works for fifteen minutes', async () => {
    const [early, late] = [await link(), await link()];
    now = start.add({ minutes: 14 });
    expect(await enter(early)).toBeDefined();
    now = start.add({ minutes: 15 });
    expect((await app.inject({ method: 'POST', url: late })).statusCode).toBe(410);
    now = start;
  });

  it('opens a session that ends by itself after thirty days', async () => {
    const headers = withCookie(await enter(await link()));
    now = start.add({ hours: 30 * 24 - 1 });
    expect((await app.inject({ url: '/t/reliability', headers })).statusCode).toBe(200);
    now = start.add({ hours: 30 * 24 });
    expect((await app.inject({ url: '/t/reliability', headers })).statusCode).toBe(401);
    now = start;
  });

  it('cannot be pressed by another site', async () => {
    const url = await link();
    const forged = { origin: 'https://evil.example', host: 'localhost:3000' };
    expect((await app.inject({ method: 'POST', url, headers: forged })).statusCode).toBe(403);
    expect(
      (await app.inject({ method: 'POST', url, headers: { 'sec-fetch-site': 'cross-site' } })).statusCode,
    ).toBe(403);
    expect(await enter(url)).toBeDefined();
  });

  it('ends the session at sign-out', async () => {
    const headers = withCookie(await enter(await link()));
    await app.inject({ method: 'POST', url: '/leave', headers });
    expect((await app.inject({ url: '/t/reliability', headers })).statusCode).toBe(401);
  });

  it('sends its cookie over https alone, bound to the host, where the archive is reached by https', async () => {
    const secure = await here.app({ publicUrl: 'https://onrecord.example.com', now: () => now });
    const response = await secure.inject({ method: 'POST', url: await link() });
    expect(String(response.headers['set-cookie'])).toMatch(/^__Host-onrecord=.*Path=\/;.*Secure/);
    expect(response.headers['strict-transport-security']).toContain('max-age');
  });

  it('keeps neither link nor session in the clear', async () => {
    const url = await link();
    const cookie = withCookie(await enter(url)).cookie.split('=')[1] ?? '';
    const rows = JSON.stringify(await here.database.db.selectFrom('mail.sessions').selectAll().execute());
    expect(cookie.length).toBeGreaterThan(40);
    expect(rows).not.toContain(cookie);
    expect(rows).not.toContain(url.split('/').at(-1));
  });
});
