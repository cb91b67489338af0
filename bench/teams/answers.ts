import type { Chance } from './chance.ts';

export type Four = readonly [goal: string, changed: string, risk: string, next: string];

type Texts = readonly [string, ...string[]];

const parts: Texts = [
  'ingest',
  'the retry queue',
  'the nightly export',
  'the calibration job',
  'login',
  'the field gateway',
  'the shift report',
  'the sensor cache',
  'the billing webhook',
  'the deploy script',
  'search',
  'the audit trail',
];

// {part}, {other}: two of the above. {n}, {m}: numbers. Short and long, plain and technical, in the languages of a mixed team.
const goals: Texts = [
  'KR1, Data Integrity',
  'KR{k}',
  'Fewer failures in {part} (KR1)',
  'Get {part} ready for the second pilot, so that the customer in plant {n} can start without us on site',
  'KR2: the success rate of {part}, which stood at {m} % when we looked on Monday',
  '#automation: {part} without anybody watching it',
  'KR3, und nebenbei Ordnung in {part}, Abschnitt {n}',
  'KR2 : la partie {part}, étape {n}',
];

const changes: Texts = [
  'Retries in {part} are down {m} % since Tuesday',
  '{n} of {m} alerts that fired for nothing are gone',
  'Merged the checksum check for {part}; {other} still writes without it. Details: https://git.example.com/r/pull/{n}',
  "Found why {part} loses the first row after a restart: the cursor is saved before the flush. `flush()` now comes first, and {n} replays of last month's data came out equal",
  'Reviewed {n} changes to {part} with Kofi, and wrote down what we learnt about {other}',
  'p95 of {part} went from {m} ms to {n} ms by reading rows in groups of {m} instead of one by one',
  'Die Fehlerquote in {part} ist von {m} auf {n} von tausend gefallen, gemessen über fünf Tage',
  "L'équipe du client a relancé {part} {n} fois sans nous appeler",
  '{part} の失敗は先週より {n} 件減りました。原因は {other} の時刻ずれでした',
];

const noRisk: Texts = ['none', 'Nothing.', 'n/a', 'nothing new', 'keine', 'none this week'];
const risks: Texts = [
  'Staging lags {n} schemas behind, so that nobody can try {part} before the release',
  'If supplier {n} slips again, {part} cannot be shown at the pilot in week {m}',
  'Only one of us knows {part}, and she is away for {n} days from the {m}th',
  'The certificate of host {n} ends soon; {part} stops when it does, and {other} {m} minutes later',
  'Disk {n} of the old cluster fills by {m} GB a day because {part} keeps every attempt',
];

const nexts: Texts = [
  'The same, for {part}',
  'Backfill {other} in parallel with {n} workers',
  'Write the runbook for {part} and try it with Tom on the {n}th',
  'Cut the retry storms in {part}: back off after {n} tries, stop after {m}, and show both on the board so that support can see them',
  'Alarm für {part}, sobald {n} Werte fehlen',
  'Pairing with Mei on {other}, {n} hours',
];

/** The two risks that a person sees in a year: one of them stands for weeks, and is said again in the same words. */
export function standingRisks(dice: Chance): Texts {
  return [filled(dice.oneOf(risks), dice), filled(dice.oneOf(risks), dice)];
}

/** What a person writes under the four questions: no two alike, a risk in about one of four. */
export function answersBy(dice: Chance, standing: Texts): Four {
  return [
    filled(dice.oneOf(goals), dice),
    filled(dice.oneOf(changes), dice),
    dice.oneOf(dice.number(4) === 0 ? standing : noRisk),
    filled(dice.oneOf(nexts), dice),
  ];
}

const filled = (text: string, { number, oneOf }: Chance) =>
  text.replace(/\{(\w+)\}/g, (_, name) => {
    if (name === 'k') return String(1 + number(3));
    if (name === 'n') return String(2 + number(900));
    if (name === 'm') return String(3 + number(95));
    return oneOf(parts);
  });
