import type { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import type { OutboxRow } from '../db/tables.ts';
import { type Claimed, claim, release } from './claim.ts';
import { createSettler, type Outcome } from './settle.ts';
import { type Answer, type Envelope, type Lane, longestSend, openLane } from './smtp.ts';

export interface Transport {
  /** SMTP_URL. */
  readonly url: URL;
  /** MAIL_ADDRESS: what bounce addresses are made of. */
  readonly mailAddress: string;
  /** False where the provider has none: then the envelope's sender is `mailAddress` itself. Default true. */
  readonly plusAddressing?: boolean;
  /** At the same time; default five. */
  readonly connections?: number;
  /** Connections of somebody's who sends often: used instead, and left open. */
  readonly lanes?: readonly Lane[];
}

export interface Sent {
  readonly sent: number;
  /** To be tried again, uncertain ones as well. */
  readonly deferred: number;
  /** For good; the row says why. */
  readonly failed: number;
  /** In a sentence, with its remedy, why the server cannot be reached; absent where it was. */
  readonly unreachable?: string;
}

/** Mail that answers mail goes out with a null return path, so that nothing answers it (RFC 3834 3.3). */
const answeringKinds = ['receipt', 'question', 'notice', 'found', 'help'];
const retryFor = 5 * 24 * 3600 * 1000;

/**
 * Sends the mails of the outbox that may go out now: stored bytes, several connections, each mail claimed before and settled after.
 * Where the server cannot be reached it stops after the first mails, and leaves the others waiting.
 * @param now when it begins; time goes on from there while it sends
 * @throws the database's error: then nothing more is sent, and what was is uncertain
 */
export async function sendWaiting(db: Db, transport: Transport, now: Temporal.Instant): Promise<Sent> {
  const started = performance.now();
  const clock = () => new Date(now.epochMilliseconds + performance.now() - started);
  const total: { sent: number; deferred: number; failed: number; unreachable?: string } = {
    sent: 0,
    deferred: 0,
    failed: 0,
  };
  const lanes =
    transport.lanes ?? Array.from({ length: transport.connections ?? 5 }, () => openLane(transport.url));
  const queue = openQueue(db, lanes.length * 4, clock);
  const settler = createSettler(db);
  const work = async (lane: Lane) => {
    for (let mail = await queue.next(); mail; mail = await queue.next()) {
      const { row, raw } = mail;
      const leaseEnd = row.claimed_until?.getTime() ?? 0;
      if (leaseEnd - clock().getTime() < longestSend) {
        // It waited too long behind others: claimed anew, with the whole lease.
        await queue.giveBack(mail);
        continue;
      }
      settler.check();
      const answer: Answer = raw
        ? await lane.send(envelopeOf(row, transport), raw)
        : { kind: 'refused', said: 'its bytes were redacted before it was sent' };
      if (answer.kind === 'unreachable') {
        queue.close();
        total.unreachable = answer.said;
      }
      const outcome = outcomeOf(answer, row, clock());
      settler.settle(row.key, outcome);
      total[outcome.state === 'sent' || outcome.state === 'failed' ? outcome.state : 'deferred'] += 1;
    }
  };
  try {
    const ends = await Promise.allSettled(lanes.map(work));
    await settler.written();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  } finally {
    if (!transport.lanes) for (const lane of lanes) lane.close();
  }
  await queue.giveBackRest();
  return { ...total, failed: total.failed + queue.failed() };
}

/** Claims, a few at a time, for several lanes; the next while the last of those before are being sent. */
function openQueue(db: Db, size: number, clock: () => Date) {
  const waiting: Claimed[] = [];
  let claiming: Promise<void> | null = null;
  let isDry = false;
  let isClosed = false;
  let failed = 0;
  const refill = async () => {
    const some = await claim(db, size, clock());
    failed += some.failed;
    waiting.push(...some.claimed);
    if (some.claimed.length + some.failed === 0) isDry = true;
  };
  const ahead = () => {
    claiming ??= refill().finally(() => {
      claiming = null;
    });
    // Whoever has nothing to send waits for it, and throws; until then the next attempt may go well.
    claiming.catch(() => {});
  };
  return {
    /** Null where there is no more to send. */
    next: async (): Promise<Claimed | null> => {
      for (;;) {
        if (isClosed) return null;
        if (!isDry && waiting.length <= size / 2) ahead();
        const mail = waiting.shift();
        if (mail) return mail;
        if (!claiming) return null;
        await claiming;
      }
    },
    /** Gives one back that was not begun; it may be claimed again. */
    giveBack: async (mail: Claimed): Promise<void> => {
      await release(db, mail);
      isDry = false;
    },
    /** No more is given out. */
    close: () => {
      isClosed = true;
    },
    /** Gives back what was claimed and not given out. */
    giveBackRest: async (): Promise<void> => {
      await claiming;
      for (const mail of waiting) await release(db, mail);
    },
    /** How many ended without being sent. */
    failed: () => failed,
  };
}

export function envelopeOf(
  row: Pick<OutboxRow, 'kind' | 'bounce_token' | 'recipient'>,
  { mailAddress, plusAddressing = true }: Pick<Transport, 'mailAddress' | 'plusAddressing'>,
): Envelope {
  if (answeringKinds.includes(row.kind)) return { from: '', to: row.recipient };
  const at = mailAddress.lastIndexOf('@');
  const bounce = `${mailAddress.slice(0, at)}+b.${row.bounce_token}${mailAddress.slice(at)}`;
  return { from: row.bounce_token && plusAddressing ? bounce : mailAddress, to: row.recipient };
}

/** mail.md F29, as a function of the server's answer and of what happened before. */
function outcomeOf(answer: Answer, row: OutboxRow, now: Date): Outcome {
  const { said } = answer;
  const next_try_at = new Date(now.getTime() + pauseAfter(row.attempts, answer));
  switch (answer.kind) {
    case 'accepted':
      return { state: 'sent', last_answer: said, sent_at: now };
    case 'refused':
      return { state: 'failed', last_answer: said };
    case 'unclear':
      return row.state === 'uncertain'
        ? {
            state: 'failed',
            last_answer: `${said}: twice after the whole message; not sent again, it may have arrived`,
          }
        : {
            state: 'uncertain',
            last_answer: `${said}: after the whole message; sent once more`,
            next_try_at,
          };
    default:
      if (now.getTime() - row.created_at.getTime() >= retryFor) {
        return { state: 'failed', last_answer: `given up after five days: ${said}` };
      }
      // What is uncertain stays so until the server has answered.
      return { state: row.state === 'uncertain' ? 'uncertain' : 'deferred', last_answer: said, next_try_at };
  }
}

/** Doubled each time: from one minute to four hours where the server wants the mail later, from five seconds to a quarter of an hour where there is none. */
function pauseAfter(attempts: number, { kind }: Answer): number {
  const [first, longest] = kind === 'unreachable' ? [5_000, 900_000] : [60_000, 4 * 3_600_000];
  return Math.min(first * 2 ** (attempts - 1), longest);
}
