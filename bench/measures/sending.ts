import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Db } from '../../src/db/database.ts';
import { parseMessage } from '../../src/message/parse.ts';
import { sendWaiting } from '../../src/outbound/send.ts';
import { expectCount } from '../expect.ts';
import { using } from '../grounds.ts';
import { atLeast, type Figure, inRuns, type Measure, type Setting, timed, warmUp } from '../measure.ts';
import { teamSize, teamsUpTo } from '../teams/team.ts';
import { throughWeeks } from '../teams/weeks.ts';
import { askedAt, config } from '../teams/work.ts';

/** Connections at the same time, for both. */
const connections = 5;

/** The outbox sent as the service does it, claimed, stored bytes, settled; beside it nodemailer's pool, which composes the same mails. */
export const sending: Measure = {
  name: 'sending',
  onEachGround: true,
  run: async (setting) => {
    const sink = await startSink();
    try {
      return await sendTo(sink, setting);
    } finally {
      await sink.stop();
    }
  },
};

async function sendTo(sink: Sink, setting: Setting): Promise<Figure[]> {
  const { quick, ground } = setting;
  const [teams, weeks] = quick ? [teamsUpTo(2), 5] : [teamsUpTo(10), 20];
  const count = teams.length * teamSize * weeks;
  let mails: Mail[] = [];
  const prepared = await ground.prepare(async ({ db }) => {
    await throughWeeks(db, { teams, weeks, silent: true }, setting);
    mails = await contentsOf(db);
  });
  expectCount('mails to send', mails.length, count);

  const once = () =>
    using(prepared.copy, async ({ db }) => {
      const transport = { url: sink.url, mailAddress: config.MAIL_ADDRESS, connections };
      const sent = await timed(() => sendWaiting(db, transport, askedAt(weeks)));
      expectCount('mails sent from the outbox', sent.result.sent, count);
      const came = await sink.count();
      expectCount('mails from the outbox in the sink', came.messages, count);
      const pooled = await timed(() => sendByPool(sink.url, mails));
      const beside = await sink.count();
      expectCount("mails from nodemailer's pool in the sink", beside.messages, count);
      if (Math.abs(beside.octets / came.octets - 1) > 0.1)
        throw new Error(`the two sent different mails: ${came.octets} and ${beside.octets} octets`);
      return { sent: count / sent.seconds, pooled: count / pooled.seconds };
    });
  await warmUp(setting, once);
  const done = await inRuns(setting, once);
  const named = `${count.toLocaleString('en')} mails`;
  return [
    {
      what: `${named} from the outbox, stored bytes`,
      unit: 'mails/s',
      values: done.map((run) => run.sent),
    },
    {
      what: `${named} by nodemailer's pool, composing each`,
      unit: 'mails/s',
      values: done.map((run) => run.pooled),
    },
    {
      what: 'outbox : pool',
      unit: '×',
      values: done.map((run) => run.sent / run.pooled),
      target: atLeast(2),
    },
  ];
}

interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: { key: string; value: string }[];
}

/** Of every mail in the outbox, what a program would give to nodemailer. */
async function contentsOf(db: Db): Promise<Mail[]> {
  const rows = await db
    .selectFrom('mail.outbox as o')
    .innerJoin('mail.bytes as b', 'b.position', 'o.position')
    .select(['o.recipient', 'b.raw'])
    .orderBy('o.position')
    .execute();
  const mails: Mail[] = [];
  for (const { recipient, raw } of rows) {
    const { headers, subject, body } = await parseMessage(raw);
    const others = headers.filter(({ name }) => /^(auto-|archived-|list-|x-|reply-to|references)/.test(name));
    mails.push({
      from: config.MAIL_ADDRESS,
      to: recipient,
      subject,
      text: body.text ?? '',
      html: body.html ?? '',
      headers: others.map(({ name, value }) => ({ key: name, value })),
    });
  }
  return mails;
}

async function sendByPool(url: URL, mails: readonly Mail[]): Promise<void> {
  const transport = createTransport({
    pool: true,
    host: url.hostname,
    port: Number(url.port),
    ignoreTLS: true,
    maxConnections: connections,
    // Its default of a hundred would have it connect anew for each hundred.
    maxMessages: Number.POSITIVE_INFINITY,
  });
  try {
    await Promise.all(mails.map((mail) => transport.sendMail(mail)));
  } finally {
    transport.close();
  }
}

interface Sink {
  readonly url: URL;
  /** What came since it was asked last. */
  readonly count: () => Promise<z.output<typeof counted>>;
  readonly stop: () => Promise<void>;
}

const listening = z.object({ port: z.number() });
const counted = z.object({ messages: z.number(), octets: z.number() });

async function startSink(): Promise<Sink> {
  const child = fork(new URL('../sink.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  const { port } = listening.parse(await said(child));
  return {
    url: new URL(`smtp://127.0.0.1:${port}`),
    count: async () => {
      child.send('count');
      return counted.parse(await said(child));
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function said(child: ChildProcess): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message');
  return message;
}
