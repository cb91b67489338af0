import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { logged } from '../db/trouble.ts';
import type { AppOptions } from './options.ts';

/** `/healthz`: the process answers. `/readyz`: it can do its work, and if not, why. `/metrics`: Prometheus text. Counts only: none needs a token. */
export function registerHealth(app: FastifyInstance, options: AppOptions): void {
  app.get('/healthz', async () => ({ status: 'alive' }));

  app.get('/readyz', async (_request, reply) => {
    const state = await stateOf(options.db).catch((error: unknown) => {
      options.log.error(logged(error), 'the database does not answer');
      return null;
    });
    const problems = [...(state ? [] : ['the database does not answer']), ...options.readiness().problems];
    const age = state?.oldestUnsent
      ? Math.max(0, Math.round((options.now().epochMilliseconds - state.oldestUnsent.getTime()) / 1000))
      : 0;
    return reply
      .status(problems.length > 0 ? 503 : 200)
      .header('cache-control', 'no-store')
      .send({
        ready: problems.length === 0,
        problems,
        database: state !== null,
        lastMailboxRead: state?.lastRead?.toISOString() ?? null,
        outboxAgeSeconds: age,
      });
  });

  app.get('/metrics', async (_request, reply) => {
    const state = await stateOf(options.db);
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics(state, options));
  });
}

interface State {
  readonly stored: number;
  readonly unread: number;
  readonly lastRead: Date | null;
  /** When the oldest mail that is due and not sent fell due. */
  readonly oldestUnsent: Date | null;
  readonly outbox: readonly { readonly state: string; readonly count: number }[];
  readonly readings: readonly { readonly outcome: string; readonly count: number }[];
}

async function stateOf(db: Db): Promise<State> {
  const one = await db
    .selectNoFrom((eb) => [
      eb.selectFrom('mail.head').select('position').as('stored'),
      eb
        .selectFrom('mail.proofs as p')
        .leftJoin('log.readings as r', 'r.ordinal', 'p.ordinal')
        .select(sql<number>`count(*)`.as('n'))
        .where('r.ordinal', 'is', null)
        .as('unread'),
      eb
        .selectFrom('mail.cursors')
        .select((inner) => inner.fn.max('read_at').as('at'))
        // A first read that is under way has not come to the end yet.
        .where('read_at', '>', new Date(0))
        .as('lastRead'),
      eb
        .selectFrom('mail.outbox')
        .select((inner) => inner.fn.min('created_at').as('at'))
        .where('state', 'in', ['waiting', 'claimed', 'deferred', 'uncertain'])
        .as('oldestUnsent'),
    ])
    .executeTakeFirstOrThrow();
  const outbox = await db
    .selectFrom('mail.outbox')
    .select(['state', sql<number>`count(*)`.as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute();
  const readings = await db
    .selectFrom('log.readings')
    .select(['outcome', sql<number>`count(*)`.as('count')])
    .groupBy('outcome')
    .orderBy('outcome')
    .execute();
  return {
    stored: one.stored ?? 0,
    unread: one.unread ?? 0,
    lastRead: one.lastRead,
    oldestUnsent: one.oldestUnsent,
    outbox,
    readings,
  };
}

function metrics(state: State, { readiness }: AppOptions): string {
  const seconds = (date: Date | null) => (date ? date.getTime() / 1000 : 0);
  const gauges: [name: string, help: string, values: [labels: string, value: number][]][] = [
    ['onrecord_messages_stored', 'Messages in the store, in and out.', [['', state.stored]]],
    ['onrecord_messages_unread', 'Messages that are proven and still to be read.', [['', state.unread]]],
    [
      'onrecord_readings',
      'Messages read, by what came of it.',
      state.readings.map((one) => [`{outcome="${one.outcome}"}`, one.count]),
    ],
    [
      'onrecord_outbox',
      'Mails written, by state.',
      state.outbox.map((one) => [`{state="${one.state}"}`, one.count]),
    ],
    [
      'onrecord_outbox_oldest_timestamp_seconds',
      'When the oldest mail that is not sent was written; 0 is none.',
      [['', seconds(state.oldestUnsent)]],
    ],
    [
      'onrecord_mailbox_read_timestamp_seconds',
      'When the mailbox was last read; 0 is never.',
      [['', seconds(state.lastRead)]],
    ],
    ['onrecord_problems', 'What is wrong now; see /readyz.', [['', readiness().problems.length]]],
  ];
  return gauges
    .map(([name, help, values]) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} gauge`,
        ...values.map(([labels, value]) => `${name}${labels} ${value}`),
      ].join('\n'),
    )
    .join('\n')
    .concat('\n');
}
