import { Temporal } from 'temporal-polyfill';
import { type Db, type Tx, transact } from '../../src/db/database.ts';
import { parseHeaders } from '../../src/message/headers.ts';
import { parseMessage } from '../../src/message/parse.ts';
import { enqueueDue } from '../../src/outbound/enqueue-due.ts';
import type { Templates } from '../../src/outbound/render.ts';
import { readBytes } from '../../src/store/read.ts';
import { arrive, dateOf, readAll, settings, trusted } from '../support/stages.ts';

export const log = 'onrecord+reliability@example.com';

export interface Letter {
  /** Also its Message-ID. */
  readonly id: string;
  readonly from: string;
  readonly to?: string;
  readonly cc?: string;
  readonly subject: string;
  readonly text: string;
  readonly answers?: string;
}

/** A mail as somebody's client writes it; "ana" is Ana's address. */
export function letter({ id, from, to = log, cc, subject, text, answers }: Letter, at: string): Buffer {
  const address = (names: string) =>
    names
      .split(/, */)
      .map((name) => (name.includes('@') ? name : `${name}@example.com`))
      .join(', ');
  return Buffer.from(
    [
      `From: ${address(from)}`,
      `To: ${address(to)}`,
      ...(cc === undefined ? [] : [`Cc: ${address(cc)}`]),
      `Subject: ${subject}`,
      `Date: ${dateOf(at).toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <${id}@mail.example.com>`,
      ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`, `References: <${answers}>`]),
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n'),
  );
}

/** Stores a letter and reads all that is there. */
export async function receive(db: Db, one: Letter, at: string): Promise<number> {
  return transact(db, async (tx) => {
    const position = await arrive(tx, letter(one, at), at);
    await readAll(tx, { policy: trusted });
    return position;
  });
}

/** As `tick` does, without sending: what is due at that moment, until nothing is. @returns the keys */
export async function tick(db: Db, at: string, templates: Templates): Promise<string[]> {
  const now = Temporal.Instant.from(at);
  const keys: string[] = [];
  for (;;) {
    await transact(db, (tx) => readAll(tx, { policy: trusted }));
    const { queued } = await enqueueDue(db, { team: 'reliability', now, templates, settings });
    if (queued.length === 0) return keys;
    keys.push(...queued.map(({ key }) => key));
  }
}

/** A mail of ours, as it is stored. */
export async function stored(db: Db | Tx, key: string) {
  const row = await db.selectFrom('mail.outbox').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
  const raw = (await readBytes(db, row.position)) ?? Buffer.alloc(0);
  const headers = parseHeaders(raw);
  const { body } = await parseMessage(raw);
  const header = (name: string) => headers.headers.find((one) => one.name === name)?.value.trim() ?? null;
  return { ...row, headers, header, text: body.text ?? '' };
}
