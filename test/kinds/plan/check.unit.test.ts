import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../src/kinds/plan/check.ts';
import { examplePlan } from '../../../src/kinds/plan/example.ts';
import { planYaml } from '../../../src/kinds/plan/yaml.ts';

const example = examplePlan(Temporal.PlainDate.from('2026-10-05'));
const first = (yaml: string) => checkPlan(yaml).problems[0];

describe('the first file of plan init', () => {
  it('has nothing wrong with it and needs no advice', () => {
    const { plan, problems, advice } = checkPlan(example);
    expect(problems).toEqual([]);
    expect(advice).toEqual([]);
    expect(plan?.members).toHaveLength(7);
    expect(plan?.members[1]).toMatchObject({
      name: 'Ben Carvalho',
      timezone: 'America/Sao_Paulo',
      receipts: 'when-needed',
    });
    expect(plan?.rhythm.review).toEqual({ weekday: 5, time: '16:00' });
  });

  it('is the same plan again after it was written out', () => {
    const { plan } = checkPlan(example);
    expect(plan && checkPlan(planYaml(plan)).plan).toEqual(plan);
  });
});

describe('a plan that cannot be understood', () => {
  it.each([
    [
      'a key nobody knows',
      example.replace('timezone: Europe', 'timezon: Europe'),
      /"timezon" is no key of a plan/,
      /did you mean "timezone"/,
    ],
    [
      'a zone that is none',
      example.replace('Europe/Berlin', 'Berlin'),
      /"timezone" cannot be understood/,
      /IANA time zone/,
    ],
    ['nobody who leads', example.replace('role: lead', 'role: member'), /nobody is lead/, /role: lead/],
    [
      'an owner who is no member',
      example.replace('owner: mei@', 'owner: may@'),
      /owner may@example.com is no member/,
      /use the address of one/,
    ],
    [
      'a key result that is not there',
      example.replace('key_results: [KR2]', 'key_results: [KR7]'),
      /the cycle has no KR7/,
      /KR1, KR2, KR3/,
    ],
    [
      'an address twice',
      example.replace('kofi@example.com }', 'ana@example.com }'),
      /address "ana@example.com" stands twice/,
      /keep one/,
    ],
    [
      'a day that is none',
      example.replace('Fri 13:00', 'Freitag 13:00'),
      /"reminder" cannot be understood/,
      /Fri 09:00/,
    ],
    ['a tab', example.replace('  planning', '\tplanning'), /./, /spaces/],
    [
      'a date that does not exist',
      example.replace('starts: 2026-10-05', 'starts: 2026-02-30'),
      /"starts" cannot be understood/,
      /2026-10-05/,
    ],
    [
      'a number with its unit',
      example.replace('from: 40', 'from: 40 %'),
      /"from" is of the wrong sort/,
      /number/,
    ],
    ['nothing', '', /./, /./],
    ['a list', '- a', /./, /./],
  ])('is explained: %s', (_, yaml, message, remedy) => {
    const found = checkPlan(yaml).problems.filter((one) => message.test(one.message));
    expect(found.map((one) => one.remedy).join()).toMatch(remedy);
  });

  it('names the line', () => {
    const yaml = example.replace('role: lead', 'role: boss');
    expect(first(yaml)?.line).toBe(example.split('\n').findIndex((line) => line.includes('role: lead')) + 1);
  });

  it('is refused quickly when its anchors would make it enormous', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(first(bomb)?.remedy).toContain('anchors');
  });
});

describe('advice on the method', () => {
  it.each([
    [
      'more than one objective',
      example
        .replace('objective: Improve the', 'objective: [Win, Improve the')
        .replace('real-world use\n  key', 'real-world use]\n  key'),
      /more than one objective/,
    ],
    [
      'a key result without a number',
      example.replace('from: 0, to: 2, current: 0, ', ''),
      /KR3 has no number/,
    ],
    [
      'a key result that is a task',
      example.replace('text: Ship two', 'text: Build two'),
      /KR3 reads like a task/,
    ],
    ['an epic without a risk', example.replace(/ {4}risk: Silent[^\n]*\n/, ''), /does not say the risk/],
    [
      'an owner of three epics',
      example.replaceAll(/owner: (kofi|mei)@/g, 'owner: ben@'),
      /Ben Carvalho owns 3 epics/,
    ],
    [
      'a sprint goal tied to nothing',
      example.replace('staging, key_result: KR1', 'staging'),
      /sprint 2 serves no key result/,
    ],
    [
      'a sprint goal that lists tasks',
      example.replace(
        'goal: No silent data errors in staging',
        'goal: "Add checksums, fix the importer, write docs"',
      ),
      /list of tasks/,
    ],
  ])('is given on %s, and the plan is understood', (_, yaml, message) => {
    const { plan, advice } = checkPlan(yaml);
    expect(plan).not.toBeNull();
    expect(advice.map((one) => one.message).join('\n')).toMatch(message);
  });
});
