import { describe, expect, it } from 'vitest';
import { parseHeaders } from '../../src/message/headers.ts';
import { messageIdFor, replyAddressFor } from '../../src/outbound/identity.ts';
import { mailsIn } from '../support/fixtures.ts';
import { settings } from '../support/stages.ts';

/** As the mails of test/mail/sent were composed once: what is in people's mailboxes has to be known for ever. */
describe.each(mailsIn('sent'))('the mail $name', ({ name, raw }) => {
  const [, kind, week, person] = /^sent\/([a-z]+)(?:-(\d{4}-W\d\d))?-([a-z]+)$/.exec(name) ?? [];
  const key = ['reliability', kind, ...(week ? [week] : []), `${person}@example.com`].join('/');
  const { messageId, headers } = parseHeaders(raw);

  it('has the id and the reply address that its key still gives', () => {
    expect(messageIdFor(key, settings)).toBe(messageId);
    const replyTo = headers.find((header) => header.name === 'reply-to')?.value;
    expect(replyTo).toContain(`<${replyAddressFor(key, settings)}>`);
  });

  it('has another id where the secret is another', () => {
    expect(messageIdFor(key, { ...settings, secret: 'x'.repeat(32) })).not.toBe(messageId);
  });
});
