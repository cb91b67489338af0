import { type Db, transact } from '../../src/db/database.ts';
import { updatesOf } from '../../src/kinds/updates/queries.ts';
import { questions } from '../../src/kinds/updates/record.ts';
import { append } from '../../src/store/append.ts';
import { expectCount } from '../expect.ts';
import type { Reply } from './replies.ts';
import type { Team } from './team.ts';

/** As many as one fetch by IMAP stores in a transaction. */
const batch = 100;

/** Appends replies as the mailbox's reader does. @throws where one was not new */
export async function store(db: Db, replies: readonly Reply[]): Promise<void> {
  let stored = 0;
  for (let from = 0; from < replies.length; from += batch) {
    await transact(db, async (tx) => {
      for (const { raw, at } of replies.slice(from, from + batch)) {
        const { isNew } = await append(tx, {
          raw,
          direction: 'in',
          source: 'imap',
          receivedAt: at,
          now: at,
          arrival: { mailbox: 'INBOX', internalDate: at.toISOString() },
        });
        if (isNew) stored += 1;
      }
    });
  }
  expectCount('replies stored', stored, replies.length);
}

/** Holds the record against what the replies' authors meant. @throws where an update is missing or says something else */
export async function checkRecord(db: Db, teams: readonly Team[], replies: readonly Reply[]): Promise<void> {
  const recorded = await db
    .selectFrom('log.readings as r')
    .innerJoin('mail.messages as m', 'm.position', 'r.position')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('m.source', '=', 'imap')
    .where('r.outcome', '=', 'recorded')
    .executeTakeFirstOrThrow();
  expectCount('replies read and recorded', Number(recorded.count), replies.length);
  const found = new Map<string, string>();
  for (const { slug } of teams) {
    for (const { week, member, answers } of await updatesOf(db, slug, { limit: replies.length })) {
      found.set(`${week} ${member}`, JSON.stringify(questions.map((question) => answers[question])));
    }
  }
  expectCount('updates in the record', found.size, replies.length);
  const wrong = replies.filter(
    ({ week, member, answers }) => found.get(`${week} ${member}`) !== JSON.stringify(answers),
  );
  const [first] = wrong;
  if (first)
    throw new Error(
      `${wrong.length} of ${replies.length} updates do not say what their authors wrote; the first, ${first.member} in ${first.week}: ` +
        `${JSON.stringify(first.answers)} became ${found.get(`${first.week} ${first.member}`)}`,
    );
}
