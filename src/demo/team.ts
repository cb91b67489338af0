import type { Temporal } from 'temporal-polyfill';
import { stringify } from 'yaml';
import { mondayOf } from '../kinds/calendar.ts';
import { weeksBeforeUpdates, weeksUpTo, zone } from './calendar.ts';
import { people, personNamed, team, teamName } from './people.ts';

/**
 * The example team's plan, as team.yaml: a product-reliability quarter of twelve weeks that began four weeks before the present one.
 * The same text on every day of a week.
 * @param rhythm `off` is how the team began: with the log of its decisions, and no mail on a fixed day
 */
export function exampleTeam(now: Temporal.Instant, rhythm: 'usual' | 'off' = 'usual'): string {
  const first = weeksUpTo(now)[weeksBeforeUpdates] ?? '';
  const starts = mondayOf(first);
  const ends = starts.add({ days: 12 * 7 - 3 });
  const middle = starts.add({ weeks: 6 });
  const plan = {
    team,
    name: teamName,
    timezone: zone,
    links: {
      board: 'https://board.example.com/reliability',
      repo: 'https://git.example.com/fieldlink',
      call: 'https://meet.example.com/reliability',
    },
    members: people.map(({ name, address, timezone, id }) => ({
      name,
      address,
      ...(id === 'ana' ? { role: 'lead' } : {}),
      ...(timezone === zone ? {} : { timezone }),
      // So that whoever tries it sees what was understood, every time.
      receipts: 'always',
    })),
    ...(rhythm === 'off'
      ? { rhythm: { planning: 'off', request: 'off', reminder: 'off', review: 'off' } }
      : {}),
    cycle: {
      name: `${middle.year}-Q${Math.ceil(middle.month / 3)}`,
      starts: starts.toString(),
      ends: ends.toString(),
      objective: 'Improve the reliability of our product in real-world use',
      key_results: [
        {
          id: 'KR1',
          text: 'Reduce system failures by 50 %',
          from: 40,
          to: 20,
          current: 40,
          unit: 'failures a month',
        },
        {
          id: 'KR2',
          text: 'Increase successful user actions to 95 %',
          from: 88,
          to: 95,
          current: 88,
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
    epics,
    sprints: {
      first: starts.toString(),
      length: '2w',
      goals: [{ sprint: 1, goal: 'See every failure within a day of it happening', key_result: 'KR1' }],
    },
  };
  const comment = `# The example team of the demo. "onrecord plan check" explains what is wrong in such a file, "plan init" writes one of your own.\n`;
  return comment + stringify(plan, { lineWidth: 120 });
}

const owner = (id: Parameters<typeof personNamed>[0]) => personNamed(id).address;

const epics = [
  {
    slug: 'data-integrity',
    name: 'Data Integrity',
    also: ['integrity'],
    owner: owner('ben'),
    wants: 'Every pilot can trust the numbers it shows',
    risk: 'Silent corruption of sensor data between gateway and archive',
    if_it_fails: 'Pilots run on wrong data and are cancelled',
    resume_line: 'Cut corrupt sensor readings from {from} to {to} a day by end-to-end checksums',
    key_results: ['KR1', 'KR3'],
    links: ['https://git.example.com/fieldlink/issues?label=integrity'],
  },
  {
    slug: 'alerting',
    name: 'Alerting',
    also: ['alerts'],
    owner: owner('ana'),
    wants: 'We hear of a failure before the customer does',
    risk: 'Failures are found by customers, because nobody believes the alerts',
    if_it_fails: 'A cold room thaws overnight and we learn of it from a lawyer',
    resume_line: 'Brought the time to notice a failure from {from} hours to {to} minutes',
    key_results: ['KR1'],
    links: ['https://git.example.com/fieldlink/issues?label=alerting'],
  },
  {
    slug: 'pilots',
    name: 'Pilots',
    also: ['pilot 1', 'pilot 2'],
    owner: owner('kofi'),
    wants: 'Two customers who run on it for a month and would say so in public',
    risk: 'It works in our lab and nowhere else',
    if_it_fails: 'We sell in spring what nobody has used in winter',
    resume_line: 'Took the product from the lab to {to} paying sites in one quarter',
    key_results: ['KR3'],
    links: ['https://board.example.com/reliability/pilots'],
  },
  {
    slug: 'user-workflows',
    name: 'User Workflows',
    also: ['workflows'],
    owner: owner('mei'),
    wants: 'What people start in the app, they finish',
    risk: 'One action in eight fails, and people go back to paper',
    if_it_fails: 'The app is opened for audits only, and not renewed',
    resume_line: 'Raised successful user actions from {from} % to {to} %',
    key_results: ['KR2'],
    links: ['https://git.example.com/fieldlink/issues?label=workflows'],
  },
  {
    slug: 'automation',
    name: 'Automation',
    also: ['site setup'],
    owner: owner('tom'),
    wants: 'A site is set up by the people who work there',
    risk: 'Each set-up by hand is another way to get it wrong',
    if_it_fails: 'A third pilot costs us six engineer weeks, so there is none',
    resume_line: 'Cut setting up a site from {from} hours of an engineer to {to}',
    key_results: ['KR2', 'KR3'],
    links: ['https://git.example.com/fieldlink/issues?label=automation'],
  },
  {
    slug: 'gateway-updates',
    name: 'Gateway Updates',
    also: ['updates over the air', 'OTA'],
    owner: owner('sara'),
    wants: 'A fix reaches every gateway in a day, and no gateway goes dark by it',
    risk: 'An update that fails half way leaves a site blind',
    if_it_fails: 'Somebody drives to each cold room with a laptop',
    resume_line: 'Brought failed gateway updates from {from} in a hundred to {to}',
    key_results: ['KR1'],
    links: ['https://git.example.com/fieldlink/issues?label=gateway'],
  },
];
