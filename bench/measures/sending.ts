import { sendWaiting } from '../../src/outbound/send.ts';
import { expectCount } from '../expect.ts';
import { using } from '../grounds.ts';
import { atLeast, type Figure, inRuns, type Measure, type Setting, timed, warmUp } from '../measure.ts';
import { connections, type Mail, mailsOf, sendByLanes, sendByPool } from '../sending/senders.ts';
import { type Sink, startSink } from '../sending/start-sink.ts';
import { teamSize, teamsUpTo } from '../teams/team.ts';
import { throughWeeks } from '../teams/weeks.ts';
import { askedAt, config } from '../teams/work.ts';

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
    mails = await mailsOf(db);
  });
  expectCount('mails to send', mails.length, count);

  /** @returns mails a second */
  const measured = async (how: string, send: () => Promise<unknown>) => {
    const { seconds } = await timed(send);
    const came = await sink.count();
    expectCount(`mails ${how} in the sink`, came.messages, count);
    return { rate: count / seconds, octets: came.octets };
  };
  const once = () =>
    using(prepared.copy, async ({ db }) => {
      const transport = { url: sink.url, mailAddress: config.MAIL_ADDRESS, connections };
      const outbox = await measured('from the outbox', async () => {
        const { sent } = await sendWaiting(db, transport, askedAt(weeks));
        expectCount('mails settled as sent', sent, count);
      });
      const lanes = await measured('without the outbox', () => sendByLanes(sink.url, mails));
      const pool = await measured("from nodemailer's pool", () => sendByPool(sink.url, mails));
      if (Math.abs(pool.octets / outbox.octets - 1) > 0.1)
        throw new Error(`they sent different mails: ${outbox.octets} and ${pool.octets} octets`);
      return { outbox: outbox.rate, lanes: lanes.rate, pool: pool.rate };
    });
  await warmUp(setting, once);
  const done = await inRuns(setting, once);
  const figure = (what: string, unit: string, value: (run: (typeof done)[number]) => number): Figure => ({
    what,
    unit,
    values: done.map(value),
  });
  const named = `${count.toLocaleString('en')} mails`;
  return [
    figure(`${named} from the outbox, stored bytes`, 'mails/s', (run) => run.outbox),
    figure(`${named} as stored, without the outbox`, 'mails/s', (run) => run.lanes),
    figure(`${named} by nodemailer's pool, composing each`, 'mails/s', (run) => run.pool),
    { ...figure('outbox : pool', '×', (run) => run.outbox / run.pool), target: atLeast(2) },
    figure('without the outbox : pool', '×', (run) => run.lanes / run.pool),
  ];
}
