import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as shapes from '../../src/web/api/shapes.ts';
import { type Setting, setting } from './setting.ts';

const api = '/api/teams/reliability/decisions';

describe('the API of decisions', () => {
  let here: Setting;
  let app: FastifyInstance;
  const json = async (path: string) => {
    const response = await app.inject(path);
    expect([path, response.statusCode]).toEqual([path, 200]);
    return response.json();
  };
  const page = z.strictObject({ items: z.array(shapes.decision.strict()), next: shapes.next });
  const list = async (query = '') => page.parse(await json(`${api}${query}`));
  const numbers = async (query: string) => (await list(query)).items.map((one) => one.number);

  beforeAll(async () => {
    here = await setting();
    app = await here.app({ open: true });
  });
  afterAll(() => here.close());

  it('lists all of them, newest first; a noted one has no number yet', async () => {
    expect(await numbers('')).toEqual([6, null, null, 5, 4, 2, 3, 1]);
  });

  it('gives one whole: fields, answers with their messages, concerns, members as people', async () => {
    const decision = await json(`${api}/6`);
    expect(decision).toMatchObject({
      number: 6,
      state: 'proposed',
      title: 'Keep raw sensor frames 30 days',
      statement: 'Keep raw frames 30 days, compressed.',
      options: ['7 days', '30 days', '90 days'],
      consequences: 'Storage grows by 40 GB a pilot.',
      epics: ['data-integrity'],
      author: { name: 'Ana Ruiz', address: 'ana@example.com' },
      decider: { name: 'Ana Ruiz', address: 'ana@example.com' },
      decidedBy: null,
      decideBy: '2026-11-25T16:00:00.000Z',
      decidedAt: null,
      revisit: '2027-03-01',
      supersedes: [],
      supersededBy: null,
    });
    expect(decision.answers).toMatchObject([
      { member: { name: 'Kofi' }, answer: '+1', reason: null, standing: true, late: false },
      {
        member: { name: 'Ben' },
        answer: '-1',
        reason: 'the disk costs more than the traces',
        standing: true,
        message: 'frames.ben@mail.example.com',
      },
      { member: { name: 'Olga' }, answer: '+1', standing: false },
    ]);
    expect(decision.concerns).toMatchObject([
      { name: 'PRIVACY', member: { name: 'Mei' }, resolvedBy: null },
      { name: 'LOAD', resolvedBy: { name: 'Sara', address: 'sara@example.com' } },
    ]);
    expect(decision.messages).toEqual([
      'frames@mail.example.com',
      'frames.kofi@mail.example.com',
      'frames.ben@mail.example.com',
      'frames.mei@mail.example.com',
      'frames.sara@mail.example.com',
      'frames.sara.2@mail.example.com',
      'frames.olga@mail.example.com',
      'frames.tom@mail.example.com',
    ]);
  });

  it('says at both ends which decision supersedes which', async () => {
    expect(await json(`${api}/4`)).toMatchObject({ state: 'decided', supersedes: [1], supersededBy: null });
    expect(await json(`${api}/1`)).toMatchObject({ state: 'superseded', supersedes: [], supersededBy: 4 });
  });

  it('tells consensus from a decider, and a late answer from one in time', async () => {
    const decision = await json(`${api}/D-2`);
    expect(decision).toMatchObject({ decidedBy: 'consensus', decidedAt: '2026-11-13T09:00:05.000Z' });
    expect(decision.history.map((step: { what: string }) => step.what)).toEqual(['proposed', 'decided']);
    expect(decision.answers.find((one: { late: boolean }) => one.late)).toMatchObject({
      member: { name: 'Tom' },
      standing: false,
    });
    expect((await json(`${api}/4`)).decidedBy).toBe('decider');
  });

  it.each([
    ['?state=proposed', [6]],
    ['?state=proposed,contested', [6, 5]],
    ['?state=proposed&state=contested&state=withdrawn', [6, 5, 3]],
    ['?state=superseded', [1]],
    ['?epic=automation', [4, 2, 1]],
    ['?decider=ana@example.com', [6, 5, 4, 1]],
    ['?decider=ANA%20Ruiz', [6, 5, 4, 1]],
    ['?decider=kofi&state=decided', [2]],
    ['?decider=nobody', []],
    ['?state=decided&after=2026-11-14', [4]],
    ['?state=decided&before=2026-11-18T15:20:00Z', [2]],
    ['?state=decided&after=2026-11-18T15:20:00Z', [4]],
  ])('finds by %s', async (query, found) => {
    expect(await numbers(query)).toEqual(found);
  });

  it.each([
    ['in the title', 'nightly pilots', [1]],
    ['in the statement', 'technicians tuesday', [4]],
    ['in the options', '90', [6]],
    ['in the consequences', 'STORAGE', [6]],
    ['in the reason of an answer', 'priorities', [2]],
    ['as a number, and not as the beginning of another', 'D-4', [4]],
    ['without their accents', 'naive', [2]],
    ['with accents that nobody wrote', 'Quëue', [2]],
    ['all of them, and not one alone', 'queue pager', []],
  ])('finds words %s', async (_, words, found) => {
    expect(await numbers(`?q=${encodeURIComponent(words)}`)).toEqual(found);
  });

  it('pages without gap or repetition', async () => {
    const whole = await list();
    expect(whole).toMatchObject({ next: null });
    const paged: unknown[] = [];
    let next: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(
        `?limit=3${next === null ? '' : `&cursor=${next}`}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(3);
      paged.push(...page.items);
      next = page.next;
    } while (next !== null);
    expect(paged).toEqual(whole.items);
  });

  it('gives a noted thread by its key', async () => {
    const [noted] = (await list('?state=noted')).items;
    expect(noted).toMatchObject({ title: 'Which scales do we support?', number: null, statement: null });
    expect(await json(`${api}/noted/${noted?.key}`)).toEqual(noted);
  });

  it.each([
    ['/99', 'Product Reliability has no decision D-99. There are D-1 to D-6.'],
    ['/first', 'Product Reliability has no decision "first". There are D-1 to D-6.'],
    ['/noted/1.7', 'No thread "1.7" is noted for Product Reliability.'],
  ])('says what there is where %s is asked for', async (path, detail) => {
    const response = await app.inject(`${api}${path}`);
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(response.json().detail).toContain(detail);
  });

  it.each(['?state=open', '?after=soon', '?before=2026-13-01', '?cursor=x', '?limit=0'])(
    'does not guess what %s means',
    async (query) => {
      const response = await app.inject(`${api}${query}`);
      expect([query, response.statusCode]).toEqual([query, 400]);
      shapes.problem.parse(response.json());
    },
  );

  it('is for who may read the team alone', async () => {
    const closed = await here.app();
    for (const path of ['', '/6', '/noted/1.0'])
      expect((await closed.inject(`${api}${path}`)).statusCode).toBe(401);
  });

  it("has a week's decisions in that week", async () => {
    const week = async (name: string) =>
      (await json(`/api/teams/reliability/weeks/${name}`)).decisions.map(
        (one: { number: number | null }) => one.number,
      );
    expect(await week('2026-W44')).toEqual([1]);
    expect(new Set(await week('2026-W47'))).toEqual(new Set([1, 4, 5, 6, null]));
    expect(await week('2026-W48')).toEqual([5]);
  });
});
