import type { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import type { OutboxRow } from '../db/tables.ts';
import { type Claimed, claim, leaseMilliseconds, release, settle } from './claim.ts';
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
}

export interface Sent {
  readonly sent: number;
  /** To be tried again, uncertain ones as well. */
  readonly deferred: number;
  /** For good; the row says why. */
  readonly failed: number;
}

/** Mail that answers mail goes out with a null return path, so that nothing answers it (RFC 3834 3.3). */
const answeringKinds = ['receipt', 'notice', 'help'];
const retryFor = 5 * 24 * 3600 * 1000;

/**
 * Sends the mails of the outbox that may go out now: stored bytes, several connections, one transaction for each claim and each outcome.
 * Where the server cannot be reached it stops after the first mails, and leaves the others waiting.
 * @param now when it begins; time goes on from there while it sends
 */
export async function sendWaiting(db: Db, transport: Transport, now: Temporal.Instant): Promise<Sent> {
  const started = performance.now();
  const clock = () => new Date(now.epochMilliseconds + performance.now() - started);
  const total = { sent: 0, deferred: 0, failed: 0 };
  const lanes = Array.from({ length: transport.connections ?? 5 }, () => openLane(transport.url));
  try {
    for (let reachable = true; reachable; ) {
      const { claimed, failed } = await claim(db, lanes.length * 2, clock());
      total.failed += failed;
      if (claimed.length === 0 && failed === 0) break;
      const left = [...claimed];
      const work = lanes.map(async (lane) => {
        for (let mail = left.shift(); mail; mail = left.shift()) {
          const outcome = reachable ? await sendOne(db, transport, lane, mail, clock) : null;
          if (!outcome) await release(db, mail, mail.row.state === 'uncertain' ? 'uncertain' : 'waiting');
          else if (outcome === 'unreachable') reachable = false;
          if (outcome) total[outcome === 'unreachable' ? 'deferred' : outcome] += 1;
        }
      });
      await Promise.all(work);
    }
  } finally {
    for (const lane of lanes) lane.close();
  }
  return total;
}

/** @returns what to count it as; null where its lease is too short to begin */
async function sendOne(
  db: Db,
  transport: Transport,
  lane: Lane,
  { row, raw }: Claimed,
  clock: () => Date,
): Promise<'sent' | 'deferred' | 'failed' | 'unreachable' | null> {
  const leaseEnd = row.claimed_until?.getTime() ?? 0;
  if (leaseEnd - clock().getTime() < Math.min(longestSend, leaseMilliseconds)) return null;
  if (!raw) {
    await settle(db, row.key, { state: 'failed', last_answer: 'its bytes were redacted before it was sent' });
    return 'failed';
  }
  const answer = await lane.send(envelopeOf(row, transport), raw);
  const outcome = outcomeOf(answer, row, clock());
  await settle(db, row.key, outcome);
  if (outcome.state === 'failed') return 'failed';
  if (outcome.state === 'sent') return 'sent';
  return answer.kind === 'unreachable' ? 'unreachable' : 'deferred';
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

type Outcome = Parameters<typeof settle>[2];

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
