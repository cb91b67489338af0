import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../../../src/db/database.ts';
import { type Applying, applying } from '../../../src/kinds/plan/changes.ts';
import { checkPlan } from '../../../src/kinds/plan/check.ts';
import { courses, currentPlan } from '../../../src/kinds/plan/queries.ts';
import type { Plan } from '../../../src/kinds/plan/record.ts';
import { planYaml } from '../../../src/kinds/plan/yaml.ts';
import { loadTemplates } from '../../../src/outbound/render.ts';
import { begin } from '../../reading/before.ts';
import { freshDatabase } from '../../support/database.ts';
import { fixture, team } from '../../support/fixtures.ts';
import { apply, arrive, readAll, undone } from '../../support/stages.ts';

describe('the plan, by file and by mail', () => {
  let database: Database;
  const templates = loadTemplates();
  beforeAll(async () => {
    database = await freshDatabase();
    await begin(database.db, await templates);
  });
  afterAll(() => database.close());
  const story = async (tell: (tx: Tx) => Promise<void>): Promise<void> => {
    await undone(database.db, async (tx) => {
      await tell(tx);
      return 'told';
    });
  };

  it('keeps a number that a mail set, with its confidence, where the file says what it said before', () =>
    story(async (tx) => {
      await receive(tx, 'planning/the-owner-of-its-epic-sets-a-key-result-with-confidence');
      const done = await applied(tx, team.replace('name: CSV Importer', 'name: Importer'));
      expect(done.changes).toEqual(['epic csv-importer changed']);
      expect(done.stays).toContain('KR1 30, by mail on 2026-11-16 from ben@example.com, stays');
      expect(await keyResult(tx, 'KR1')).toMatchObject({ current: 30, confidence: 6 });
    }));

  it('takes a number of the file where the file changed it', () =>
    story(async (tx) => {
      await receive(tx, 'planning/the-owner-of-its-epic-sets-a-key-result-with-confidence');
      const done = await applied(tx, team.replace('current: 33', 'current: 28'));
      expect(done.changes).toEqual(['key result KR1 changed']);
      expect(done.stays.filter((line) => line.startsWith('KR1'))).toEqual([]);
      expect(await keyResult(tx, 'KR1')).toMatchObject({ current: 28, confidence: null });
    }));

  it('takes the number of whoever spoke last', () =>
    story(async (tx) => {
      await applied(tx, team.replace('current: 33', 'current: 28'), '2026-11-16T08:10:00Z');
      await receive(tx, 'planning/the-owner-of-its-epic-sets-a-key-result-with-confidence');
      expect(await keyResult(tx, 'KR1')).toMatchObject({ current: 30 });
      const again = await applied(tx, team.replace('current: 33', 'current: 28'));
      expect(again).toMatchObject({ changes: [], isSame: true });
      expect(again.stays).toContain('KR1 30, by mail on 2026-11-16 from ben@example.com, stays');
      expect(await keyResult(tx, 'KR1')).toMatchObject({ current: 30 });
    }));

  it('keeps absences and the goal of a sprint that mail set, and says so', () =>
    story(async (tx) => {
      await receive(tx, 'planning/a-lead-sets-the-sprint-goal');
      const done = await applied(tx, team.replace('name: CSV Importer', 'name: Importer'));
      expect(done.stays).toEqual([
        'away of ben@example.com 2026-11-14 to 2026-11-17, by mail on 2026-11-13 from ben@example.com, stays',
        'goal of sprint 4 "Every wrong line is explained", by mail on 2026-11-16 from ana@example.com, stays',
      ]);
      const plan = await planOf(tx);
      expect(plan.sprints?.goals).toEqual([
        { sprint: 4, goal: 'Every wrong line is explained', keyResult: 'KR2' },
      ]);
      expect(plan.members.find((one) => one.name === 'Ben Carvalho')?.away).toEqual([
        { from: '2026-11-14', to: '2026-11-17' },
      ]);
    }));

  it('says nothing of values that the next cycle has no place for', () =>
    story(async (tx) => {
      await receive(tx, 'planning/the-owner-of-its-epic-sets-a-key-result-with-confidence');
      const next = team.replace('2026-Q4', '2027-Q1').replace('starts: 2026-10-05', 'starts: 2026-11-02');
      const done = await applied(tx, next);
      expect(done.changes).toContain('cycle changed');
      expect(done.stays.filter((line) => line.startsWith('KR'))).toEqual([]);
      expect(await keyResult(tx, 'KR1')).toMatchObject({ current: 33, confidence: null });
    }));

  it('is shown as a file that says what stands, and applying that file changes nothing', () =>
    story(async (tx) => {
      await receive(tx, 'planning/an-update-a-number-and-an-absence-in-one');
      await receive(tx, 'planning/a-lead-sets-the-sprint-goal');
      await receive(tx, 'planning/the-owner-of-its-epic-sets-a-key-result-with-confidence');
      const [before, course] = [await planOf(tx), await courses(tx, 'reliability')];
      const yaml = planYaml(before);
      expect(yaml).toContain('current: 30');
      expect(yaml).toContain('goal: Every wrong line is explained');
      expect(yaml).toContain('to: 2026-11-24');
      const shown = await applied(tx, yaml);
      expect(shown.changes).toEqual([]);
      expect(await planOf(tx)).toEqual(before);
      expect(await courses(tx, 'reliability')).toEqual(course);
      // From here on the file is what it says: applied again it is the same, and leaves what mail says next.
      expect(await applied(tx, yaml)).toMatchObject({ changes: [], stays: [], isSame: true });
      await receive(tx, 'planning/a-lead-sets-a-key-result');
      const later = await applied(tx, yaml.replace('name: CSV Importer', 'name: Importer'));
      expect(later.stays).toEqual(['KR3 1, by mail on 2026-11-16 from ana@example.com, stays']);
      expect(await keyResult(tx, 'KR3')).toMatchObject({ current: 1 });
      expect(await keyResult(tx, 'KR1')).toMatchObject({ current: 30, confidence: 6 });
    }));

  it('hears of a file of other words for the same plan that nothing changed', () =>
    story(async (tx) => {
      expect(await applied(tx, `# Said again.\n${team}`)).toMatchObject({ changes: [], isSame: true });
    }));

  it.each([
    ['length: 2w', 'length: 1w', 'sprints changed'],
    ['role: observer', 'role: member', 'member luis@example.com changed'],
    ['timezone: Europe/Berlin', 'timezone: Europe/Lisbon', 'timezone changed'],
    ['ends: 2026-12-18', 'ends: 2026-12-11', 'cycle changed'],
    ['key_result: KR2', 'key_result: KR1', 'sprint goal 4 changed'],
  ])('says what changes where "%s" becomes "%s"', (from, to, change) =>
    story(async (tx) => {
      expect(team).toContain(from);
      expect((await applied(tx, team.replace(from, to))).changes).toContain(change);
    }),
  );

  it('drops what a file no longer has', () =>
    story(async (tx) => {
      const without = team.replace(/ {2}goals:\n.*\n/, '');
      expect((await applied(tx, without)).changes).toEqual(['sprint goal 4 removed']);
      expect((await planOf(tx)).sprints?.goals).toEqual([]);
    }));
});

async function receive(tx: Tx, name: string): Promise<void> {
  const mail = fixture(name);
  await arrive(tx, mail.raw, mail.at);
  await readAll(tx);
}

/** Applies a file as the command does. @returns what it says about that */
async function applied(tx: Tx, yaml: string, at = '2026-11-20T12:00:00Z'): Promise<Applying> {
  const { plan, problems } = checkPlan(yaml);
  expect(problems).toEqual([]);
  if (!plan) throw new Error('a plan without problems is a plan');
  const said = await applying(tx, plan);
  if (!said.isSame) await apply(tx, yaml, at);
  await readAll(tx);
  return said;
}

async function planOf(tx: Tx): Promise<Plan> {
  const plan = await currentPlan(tx, 'reliability');
  if (!plan) throw new Error('the plan is gone');
  return plan;
}

const keyResult = async (tx: Tx, id: string) =>
  (await planOf(tx)).cycle?.keyResults.find((one) => one.id === id);
