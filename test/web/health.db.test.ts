import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Setting, setting } from './setting.ts';

describe('health', () => {
  let here: Setting;
  beforeAll(async () => {
    here = await setting();
  });
  afterAll(() => here.close());

  it('is alive, whatever else is wrong', async () => {
    const app = await here.app({ readiness: () => ({ problems: ['IMAP: wrong password'] }) });
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'alive' });
  });

  it('is ready, with the last mailbox read and the age of what waits to be sent', async () => {
    await here.database.db
      .insertInto('mail.cursors')
      .values({ mailbox: 'INBOX', uidvalidity: 1, last_uid: 9, read_at: new Date('2026-11-25T09:59:00Z') })
      .execute();
    const response = await (await here.app()).inject('/readyz');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      ready: true,
      problems: [],
      database: true,
      lastMailboxRead: '2026-11-25T09:59:00.000Z',
      outboxAgeSeconds: 26 * 3600,
    });
  });

  it('is not ready while the service names a problem', async () => {
    const app = await here.app({ readiness: () => ({ problems: ['IMAP: wrong password'] }) });
    const response = await app.inject('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ ready: false, problems: ['IMAP: wrong password'] });
  });

  it('counts for Prometheus', async () => {
    const response = await (await here.app()).inject('/metrics');
    expect(response.headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(response.body).toMatch(/^onrecord_outbox\{state="deferred"\} 1$/m);
    expect(response.body).toMatch(/^onrecord_readings\{outcome="unreadable"\} 1$/m);
    for (const line of response.body.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) onrecord_\w+ .+|onrecord_\w+(\{\w+="\w+"\})? [\d.]+)$/);
    }
  });
});
