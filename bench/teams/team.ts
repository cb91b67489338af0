import { stringify } from 'yaml';

export interface Team {
  readonly slug: string;
  /** The plan, as `plan apply` takes it. */
  readonly yaml: string;
}

const names = [
  'Ana Ruiz',
  'Ben Carvalho',
  'Kofi Mensah',
  'Mei Tanaka',
  'Tom Becker',
  'Sara Lindholm',
  'Luis Ortega',
  'Zara Novak',
  'Ivo Petrov',
  'Nia Okafor',
] as const;

/** As many as one team has. */
export const teamSize = names.length;

export const teamsUpTo = (count: number): Team[] =>
  Array.from({ length: count }, (_, index) => teamNumber(index + 1));

/** The nth team: ten people, an objective with three key results, four epics, a year of sprints. */
export function teamNumber(n: number): Team {
  const slug = `team-${n}`;
  const people = names.map((name) => ({
    name,
    address: `${name.replace(' ', '.').toLowerCase()}@${slug}.example.com`,
  }));
  const address = (person: number) => people[person]?.address;
  const plan = {
    team: slug,
    name: `Product Reliability ${n}`,
    timezone: 'Europe/Berlin',
    members: people.map((person, index) => (index === 0 ? { ...person, role: 'lead' } : person)),
    cycle: {
      name: '2026',
      starts: '2026-01-05',
      ends: '2026-12-18',
      objective: 'Improve the reliability of our product in real-world use',
      key_results: [
        {
          id: 'KR1',
          text: 'Reduce system failures by 50 %',
          from: 40,
          to: 20,
          current: 33,
          unit: 'failures a month',
        },
        {
          id: 'KR2',
          text: 'Increase successful user actions to 95 %',
          from: 88,
          to: 95,
          current: 91,
          unit: '%',
        },
        {
          id: 'KR3',
          text: 'Ship two real-world pilot deployments',
          from: 0,
          to: 2,
          current: 0,
          unit: 'pilots',
        },
      ],
    },
    epics: [
      epic('data-integrity', 'Data Integrity', ['checksums'], address(1), ['KR1', 'KR3']),
      epic('pilot-rollout', 'Pilot Rollout', ['pilots'], address(2), ['KR3']),
      epic('user-workflows', 'User Workflows', ['workflows'], address(3), ['KR2']),
      epic('automation', 'Automation', ['importer'], address(4), ['KR1']),
    ],
    sprints: {
      first: '2026-01-05',
      length: '2w',
      goals: [{ sprint: 1, goal: 'Know where user workflows fail', key_result: 'KR2' }],
    },
  };
  return { slug, yaml: stringify(plan) };
}

function epic(slug: string, name: string, also: string[], owner: string | undefined, key_results: string[]) {
  return {
    slug,
    name,
    also,
    ...(owner === undefined ? {} : { owner }),
    wants: 'Every pilot can trust the numbers it shows',
    risk: 'Silent corruption of sensor data',
    if_it_fails: 'Pilots run on wrong data and are cancelled',
    resume_line: 'Cut data errors from {from} to {to} by end-to-end checks',
    key_results,
  };
}
