import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBytes } from '../../src/store/read.ts';
import * as shapes from '../../src/web/api/shapes.ts';
import { type Setting, setting } from './setting.ts';

const api = '/api/teams/reliability';
const benId = 'CAD1/x+7=Q@mail.example.com';

describe('the API', () => {
  let here: Setting;
  let app: FastifyInstance;
  const json = async (path: string) => {
    const response = await app.inject(`${api}/${path}`);
    expect([path, response.statusCode]).toEqual([path, 200]);
    return response.json();
  };

  beforeAll(async () => {
    here = await setting();
    app = await here.app({ open: true });
  });
  afterAll(() => here.close());

  it.each([
    ['updates', z.strictObject({ items: z.array(shapes.update.strict()).min(1), next: shapes.next })],
    ['risks', z.strictObject({ items: z.array(shapes.risk.strict()).min(1), next: shapes.next })],
    ['messages', z.strictObject({ items: z.array(shapes.message.strict()).min(1), next: shapes.next })],
    ['epics', z.strictObject({ items: z.array(shapes.epic.strict()).min(1), next: z.null() })],
    ['cycle', shapes.cycle.strict()],
    ['weeks/2026-W47', shapes.weekRecord.strict()],
    [`messages/${encodeURIComponent(benId)}`, shapes.messageInFull.strict()],
  ])('gives %s in the shape that the contract names', async (path, shape) => {
    shape.parse(await json(path));
  });

  it('gives an update with its member, answers, version and all messages that made it', async () => {
    const { items, next } = await json('updates?week=2026-W47&member=BEN@example.com');
    expect(next).toBeNull();
    expect(items).toEqual([
      {
        member: { name: 'Ben', address: 'ben@example.com' },
        week: '2026-W47',
        answers: {
          goal: 'KR1, Data Integrity',
          changed: 'Retries down 41 % since Tuesday',
          risk: 'backfill may miss the pilot',
          next: 'Backfill in parallel',
        },
        notes: 'Ran the retry fix against last month’s traffic. Kofi was a hero today.',
        epics: ['data-integrity'],
        late: false,
        repeats: null,
        version: 2,
        messages: [benId, 'correction.ben@mail.example.com'],
        receivedAt: '2026-11-20T11:02:00.000Z',
      },
    ]);
  });

  it('finds updates by epic, and says which were late', async () => {
    const { items } = await json('updates?epic=alerting');
    expect(new Set(items.map((one: { member: { address: string } }) => one.member.address))).toEqual(
      new Set(['ana@example.com']),
    );
    const late = await json('updates?member=mei@example.com&week=2026-W47');
    expect(late.items[0].late).toBe(true);
  });

  it.each(['updates', 'messages', 'risks?state=all'])('pages %s without gap or repetition', async (path) => {
    const mark = path.includes('?') ? '&' : '?';
    const whole = (await json(`${path}${mark}limit=500`)).items;
    const paged: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: unknown[]; next: string | null } = await json(
        `${path}${mark}limit=3${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(3);
      paged.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    expect(whole.length).toBeGreaterThan(3);
    expect(paged).toEqual(whole);
  });

  it('answers what it does not understand with problem details', async () => {
    for (const path of [
      'updates?cursor=nonsense',
      'updates?week=47',
      'messages?state=lost',
      'updates?limit=0',
    ]) {
      const response = await app.inject(`${api}/${path}`);
      expect([path, response.statusCode]).toEqual([path, 400]);
      expect(response.headers['content-type']).toContain('application/problem+json');
      shapes.problem.parse(response.json());
    }
    for (const path of [`${api}/weeks/2026-W60`, `${api}/nothing`, `${api}/messages/unknown@example.com`]) {
      const response = await app.inject(path);
      expect([path, response.statusCode]).toEqual([path, 404]);
      shapes.problem.parse(response.json());
    }
  });

  it('gives open risks unless asked for others, with their age in weeks', async () => {
    const open = (await json('risks')).items;
    expect(open.map((risk: { number: number }) => risk.number)).toEqual([4, 7, 9]);
    expect(open[0]).toMatchObject({ weeks: 3, resolvedAt: null, epic: 'data-integrity' });
    const resolved = (await json('risks?state=resolved')).items;
    expect(resolved).toMatchObject([{ number: 2, weeks: 3, resolvedAt: '2026-11-20T11:02:00.000Z' }]);
    expect((await json('risks?state=all&epic=alerting')).items).toHaveLength(1);
  });

  it('gives the key results with their course, each point with who said it and the message', async () => {
    const cycle = await json('cycle');
    expect(cycle.sprint).toMatchObject({ number: 4, keyResult: 'KR2' });
    expect(cycle.keyResults[0].course.at(-1)).toEqual({
      at: '2026-11-23T09:20:00.000Z',
      value: 33,
      member: { name: 'Ana Ruiz', address: 'ana@example.com' },
      message: 'KR1.2026-11-23@mail.example.com',
    });
  });

  it('counts the open risks of each epic', async () => {
    const { items } = await json('epics');
    expect(items[0]).toMatchObject({ slug: 'data-integrity', openRisks: 2, owner: { name: 'Ben' } });
    expect(items[1]).toMatchObject({ slug: 'alerting', openRisks: 0 });
    expect(items[2]).toMatchObject({ slug: 'automation', owner: null });
  });

  it('tells who is missing in a week and who was away; observers are neither', async () => {
    const week = await json('weeks/2026-W47');
    expect(week.missing).toEqual(['sara@example.com']);
    expect(week.away).toEqual(['luis@example.com']);
    expect(week.updates).toHaveLength(5);
    expect(week.risks.map((risk: { number: number }) => risk.number)).toEqual([2, 4, 7, 9]);
    expect((await json('weeks/2026-W48')).notes).toMatchObject([{ member: { name: 'Kofi' } }]);
  });

  it('asks nobody for a week before they were on the team', async () => {
    expect(await json('weeks/2026-W40')).toMatchObject({ missing: [], away: [], updates: [] });
  });

  it('lists messages in both directions by what became of them', async () => {
    const outcomes = async (state: string) =>
      (await json(`messages?state=${state}`)).items.map((one: { messageId: string }) => one.messageId);
    expect(await outcomes('held')).toEqual(['of-nobody@example.org', 'evil"><b>@example.org']);
    expect(await outcomes('ignored')).toEqual(['ooo@example.com']);
    expect(await outcomes('unreadable')).toEqual(['bomb@example.com']);
    expect(await outcomes('deferred')).toEqual(['waiting@onrecord.example.com']);
    expect(await outcomes('sent')).toHaveLength(4);
    expect(await outcomes('pending')).toHaveLength(1);
  });

  it('gives a message with text, cleaned HTML, how it was read and what answered it', async () => {
    const message = await json(`messages/${encodeURIComponent(benId)}`);
    expect(message).toMatchObject({
      proof: 'token',
      outcome: 'recorded',
      kinds: ['command', 'update'],
      thread: 'request.w47.ben@onrecord.example.com',
      answeredBy: ['receipt.ben@onrecord.example.com'],
    });
    expect(message.text).toContain('Retries down 40 %');
    expect(message.html).toContain('Ran the retry fix');
    expect(message.html).not.toMatch(/script|tracker/);
    expect(message.parts.find((part: { rule: string }) => part.rule === 'attribution').whose).toBe('folded');
  });

  it('gives the raw bytes exactly as they were stored', async () => {
    const { position } = await json(`messages/${encodeURIComponent(benId)}`);
    const response = await app.inject(`${api}/messages/${encodeURIComponent(benId)}.eml`);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('message/rfc822');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.rawPayload.equals((await readBytes(here.database.db, position)) ?? Buffer.alloc(0))).toBe(
      true,
    );
  });

  it('describes itself in OpenAPI 3.1, every path of it', async () => {
    const response = await app.inject('/api/openapi.json');
    const description = response.json();
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toEqual([
      '/api/teams/{team}/updates',
      '/api/teams/{team}/decisions',
      '/api/teams/{team}/decisions/{number}',
      '/api/teams/{team}/decisions/noted/{key}',
      '/api/teams/{team}/risks',
      '/api/teams/{team}/epics',
      '/api/teams/{team}/cycle',
      '/api/teams/{team}/plan',
      '/api/teams/{team}/weeks/{week}',
      '/api/teams/{team}/messages',
      '/api/teams/{team}/messages/{id}',
      '/api/teams/{team}/messages/{id}.eml',
    ]);
    expect((await app.inject('/api/docs/')).statusCode).toBe(200);
  });
});
