import { type Client, replyAs } from '../support/clients.ts';
import type { Random } from '../support/random.ts';

/** What a mailbox gets: answers, mail that answers nothing, machines, and what breaks the rules. */
export type Sort = 'reply' | 'fresh' | 'automatic' | 'malformed';

export interface Delivery {
  readonly sort: Sort;
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
  /** Without angle brackets; null where it has none that counts. */
  readonly messageId: string | null;
}

/** A request that somebody got, and by what name and client that person answers. */
export interface Asked {
  readonly name: string;
  readonly address: string;
  readonly client: Client;
  readonly request: Buffer;
}

export interface Mixing {
  readonly asked: readonly Asked[];
  readonly service: string;
  readonly counts: Readonly<Record<Sort, number>>;
  readonly random: Random;
}

/** That many of each sort, in any order; no two are alike. */
export async function mixture({ asked, service, counts, random }: Mixing): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (let n = 0; n < counts.reply; n += 1) {
    // Everybody in turn, so that everybody has one.
    const one = asked[n % asked.length] ?? random.oneOf(asked);
    deliveries.push(await reply(n, one, random));
  }
  for (let n = 0; n < counts.fresh; n += 1) deliveries.push(fresh(n, random.oneOf(asked), service));
  for (let n = 0; n < counts.automatic; n += 1) {
    const one = random.oneOf(asked);
    deliveries.push(n % 2 === 0 ? outOfOffice(n, one, replyAddressOf(one)) : bounce(n, one, service));
  }
  for (let n = 0; n < counts.malformed; n += 1)
    deliveries.push(malformed(n, random.oneOf(asked), random, service));
  return random.shuffled(deliveries);
}

async function reply(n: number, { name, client, request }: Asked, random: Random): Promise<Delivery> {
  const written = await replyAs(client, request, {
    name,
    answers: [
      `Data Integrity, number ${n}`,
      `Retries are down ${n} %`,
      `Staging lags ${n} schemas`,
      `Backfill number ${n}`,
    ],
    style: random.oneOf(['above', 'between'] as const),
    at: new Date(),
  });
  const messageId = written.messageId.slice(1, -1);
  return { sort: 'reply', from: written.from, to: written.to, raw: written.raw, messageId };
}

function fresh(n: number, { name, address }: Asked, service: string): Delivery {
  const to = service.replace('@', '+reliability@');
  const raw = lines(
    `From: ${name} <${address}>`,
    `To: ${to}`,
    `Subject: Thoughts, number ${n}`,
    `Message-ID: <fresh-${n}@example.com>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `For the record, number ${n}: the demo went well.`,
    '',
  );
  return { sort: 'fresh', from: address, to, raw, messageId: `fresh-${n}@example.com` };
}

/** RFC 3834 3.1.7: it says of itself that it is automatic. */
function outOfOffice(n: number, { name, address }: Asked, to: string): Delivery {
  const raw = lines(
    `From: ${name} <${address}>`,
    `To: ${to}`,
    'Subject: Automatic reply: I am away',
    `Message-ID: <away-${n}@example.com>`,
    'Auto-Submitted: auto-replied',
    '',
    `I am away and read mail again on day ${n}.`,
    '1. On holiday',
    '',
  );
  return { sort: 'automatic', from: '', to, raw, messageId: `away-${n}@example.com` };
}

function bounce(n: number, { address }: Asked, service: string): Delivery {
  const raw = lines(
    'From: Mail Delivery System <MAILER-DAEMON@mail.example.com>',
    `To: ${service}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <bounce-${n}@mail.example.com>`,
    `Content-Type: multipart/report; report-type=delivery-status; boundary="b${n}"`,
    '',
    `--b${n}`,
    '',
    `The mailbox of ${address} is full.`,
    `--b${n}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.com',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.2.2',
    `--b${n}--`,
    '',
  );
  return { sort: 'automatic', from: '', to: service, raw, messageId: `bounce-${n}@mail.example.com` };
}

function malformed(n: number, { address, request }: Asked, random: Random, service: string): Delivery {
  const noise = Buffer.from(Array.from({ length: 300 }, () => 32 + random.whole(224)));
  const broken: readonly Buffer[] = [
    // Neither a field nor a blank line.
    Buffer.concat([Buffer.from(`${n} `), noise, Buffer.from('\r\n')]),
    lines(
      `From: ${address}`,
      'From: ana@example.com',
      `Subject: two authors, ${n}`,
      '',
      'Who wrote this?',
      '',
    ),
    lines(
      `From: ${address}`,
      `Subject: no end, ${n}`,
      'Content-Type: multipart/mixed; boundary="x"',
      '',
      '--x',
      'Content-Type: multipart/alternative; boundary="x"',
      '',
      '--x',
      '',
    ),
    Buffer.concat([
      lines(
        `From: ${address}`,
        `Subject: =?utf-8?B?${n}?= =?`,
        'Content-Type: text/plain; charset=x-none',
        '',
      ),
      noise,
      Buffer.from('\r\n'),
    ]),
    lines(
      `From: ${address}`,
      `Message-ID: no brackets, ${n}`,
      'Date: yesterday',
      'Content-Type: image',
      'Content-Transfer-Encoding: base64',
      '',
      '====',
      'not base64 at all!',
      '',
    ),
  ];
  // Some come to an address that counts, and are no better for it.
  const to = n % 2 === 0 ? service : replyAddressIn(request);
  return { sort: 'malformed', from: address, to, raw: broken[n % broken.length] ?? noise, messageId: null };
}

const replyAddressOf = ({ request }: Asked) => replyAddressIn(request);

export function replyAddressIn(request: Buffer): string {
  const found = /^Reply-To:[^<]*<([^>]+)>/im.exec(request.toString('latin1'))?.[1];
  if (!found) throw new Error('the request has no Reply-To');
  return found;
}

const lines = (...all: string[]) => Buffer.from(all.join('\r\n'));
