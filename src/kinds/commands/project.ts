import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Tx } from '../../db/database.ts';
import type { AnyRecord, Source } from '../kind.ts';
import { issueNumber } from '../numbers.ts';
import type { Absence } from '../plan/record.ts';
import { setByMail, standingValue } from '../plan-values.ts';
import { endedBy, withAbsence } from './absence.ts';
import { pauseName } from './pause.ts';
import type { UpdateRisks } from './record.ts';

/** Writes what a command changed. `help` and `hello` change nothing: the reading alone says that they came. */
export async function projectCommand(tx: Tx, record: AnyRecord, source: Source): Promise<void> {
  if (record.kind !== 'command' || source.member === null) return;
  switch (record.type) {
    case 'away':
      return changeAbsences(tx, source, (before) =>
        withAbsence(before, { from: record.from, to: record.to }),
      );
    case 'back':
      return changeAbsences(tx, source, (before) => endedBy(before, Temporal.PlainDate.from(record.on)));
    case 'pause':
      return setByMail(tx, source, pauseName(record.mail, source.member), { paused: record.paused });
    case 'off-the-record':
      return hide(tx, source);
    case 'risk':
      return openRisk(tx, source, { ...record, member: source.member, week: null, nth: 0 });
    case 'over':
      return endRisk(tx, source, record.risk, source.member);
    case 'update-risks':
      return projectUpdateRisks(tx, record, source, source.member);
  }
}

/** The message itself; and the one that it answers, where its author wrote that as well. */
async function hide(tx: Tx, { team, position, member, receivedAt, parent }: Source): Promise<void> {
  const rows = [position];
  if (parent !== null) {
    const own = await tx
      .selectFrom('log.readings')
      .select('position')
      .where('position', '=', parent)
      .where('member', '=', member)
      .executeTakeFirst();
    if (own) rows.push(parent);
  }
  for (const hidden of rows) {
    await tx
      .insertInto('log.hidden')
      .values({ team, position: hidden, by: position, member: member ?? '', at: receivedAt })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** One message may say several absences, so what stands is what was set last, by the lines above too. */
async function changeAbsences(
  tx: Tx,
  source: Source,
  change: (before: readonly Absence[]) => Absence[],
): Promise<void> {
  const name = `away/${source.member}`;
  const before = absences.parse(await standingValue(tx, source.team, name)).away;
  return setByMail(tx, source, name, { away: change(before) });
}

const absences = z
  .object({ away: z.array(z.object({ from: z.string(), to: z.string() })) })
  .nullable()
  .transform((value) => value ?? { away: [] });

/** What the update listed before and lists no more is replaced; what it still lists keeps its number; the rest is new. */
async function projectUpdateRisks(
  tx: Tx,
  record: UpdateRisks,
  source: Source,
  member: string,
): Promise<void> {
  const listed = await tx
    .selectFrom('log.risks')
    .select(['number', 'text'])
    .where('team', '=', source.team)
    .where('member', '=', member)
    .where('week', '=', record.week)
    .where('replaced', '=', false)
    .execute();
  const kept = new Set<number>();
  for (const [nth, risk] of record.risks.entries()) {
    const same = risk.sameAs ?? listed.find((one) => one.text === risk.text)?.number;
    if (same === undefined) {
      await openRisk(tx, source, { ...risk, member, week: record.week, nth });
    } else {
      kept.add(same);
      await mention(tx, source, same);
    }
  }
  const gone = listed.map((one) => one.number).filter((number) => !kept.has(number));
  if (gone.length === 0) return;
  await tx
    .updateTable('log.risks')
    .set({ replaced: true })
    .where('team', '=', source.team)
    .where('number', 'in', gone)
    .execute();
}

async function openRisk(
  tx: Tx,
  source: Source,
  risk: { text: string; epic: string | null; member: string; week: string | null; nth: number },
): Promise<void> {
  // A message's records and a record's risks both count from 0: together they are one ordinal of the message.
  const ordinal = source.ordinal * 1000 + risk.nth;
  const number = await issueNumber(
    tx,
    { team: source.team, series: 'R' },
    { sha256: source.sha256, ordinal },
  );
  const { text, epic, member, week } = risk;
  await tx
    .insertInto('log.risks')
    .values({
      team: source.team,
      number,
      text,
      epic,
      member,
      week,
      position: source.position,
      since: source.receivedAt,
    })
    .execute();
}

async function endRisk(tx: Tx, source: Source, number: number, member: string): Promise<void> {
  await tx
    .updateTable('log.risks')
    .set({ resolved_at: source.receivedAt, resolved_by: member, resolved_position: source.position })
    .where('team', '=', source.team)
    .where('number', '=', number)
    .where('resolved_at', 'is', null)
    .execute();
}

async function mention(tx: Tx, source: Source, number: number): Promise<void> {
  await tx
    .insertInto('log.mentions')
    .values({ team: source.team, record: `R-${number}`, position: source.position })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
