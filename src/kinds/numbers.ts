import type { Tx } from '../db/database.ts';

/** The number of the `ordinal`-th record of a message in a series: issued once, the same again in every rebuild. */
export async function issueNumber(
  tx: Tx,
  series: { team: string; series: 'R' | 'D' },
  from: { sha256: Buffer; ordinal: number },
): Promise<number> {
  const issued = await tx
    .selectFrom('mail.numbers')
    .select('number')
    .where('team', '=', series.team)
    .where('series', '=', series.series)
    .where('sha256', '=', from.sha256)
    .where('ordinal', '=', from.ordinal)
    .executeTakeFirst();
  if (issued) return issued.number;
  const last = await tx
    .selectFrom('mail.numbers')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('team', '=', series.team)
    .where('series', '=', series.series)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await tx
    .insertInto('mail.numbers')
    .values({ ...series, number, ...from })
    .execute();
  return number;
}
