import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { type EmbeddedMail, startEmbeddedMail } from '../../src/demo/mail/embedded-mail.ts';
import type { Log } from '../../src/inbound/log.ts';

export const service = 'onrecord@example.com';
export const ben = 'ben@example.com';
/** Characters that a URL, and an IMAP string, have to escape. */
export const password = 'p@ss "w\\ord"/é';

/** Mailboxes in memory for the service and Ben; more by `options`. */
export function embeddedMail(
  options: Partial<Parameters<typeof startEmbeddedMail>[0]> = {},
): Promise<EmbeddedMail> {
  const users = [service, ben].map((address) => ({ address, password }));
  return startEmbeddedMail({ dir: null, smtpPort: 0, imapPort: 0, users, ...options });
}

export const at = (text: string) => Temporal.Instant.from(text);
export const clock = () => Temporal.Now.instant();

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Waits until `look` gives something other than null, undefined or false, and returns it. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  milliseconds = 8_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false)
      return found as NonNullable<Exclude<T, false>>;
    if (performance.now() > end) throw new Error(`not within ${milliseconds} ms`);
    await sleep(10);
  }
}

/** A message as a client would write it; no two are the same. */
export const message = (subject: string, body = 'words') =>
  Buffer.from(
    `From: Ben <ben@example.com>\r\nTo: ${service}\r\nSubject: ${subject}\r\nMessage-ID: <${randomUUID()}@example.com>\r\n\r\n${body}\r\n`,
  );
