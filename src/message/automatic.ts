import { normaliseAddress } from './address.ts';
import { addressList } from './address-list.ts';
import { keyword } from './keyword.ts';
import { listMail } from './list-mail.ts';
import type { Header } from './message.ts';
import { outOfOffice } from './out-of-office.ts';
import { fromUs } from './own-mail.ts';

/**
 * Why a message is automatic, or null for one that a person wrote, if by a list or an odd server (mail.md D20, RFC 3834). `mailFrom` is the
 * envelope's sender, '' for the null one, null where it is unknown. An absent mailbox's answer is a reason that starts with "out of office".
 */
export function automatic(
  headers: readonly Header[],
  mailFrom: string | null,
  ourAddresses: readonly string[],
): string | null {
  const ours = ourAddresses.map(normaliseAddress);
  const first = (name: string) => headers.find((header) => header.name === name)?.value;
  const from = addressesIn(headers, ['from']);
  const returned = fromUs(headers, from, ours) ?? report(first);
  if (returned !== null) return returned;

  const submitted = keyword(first('auto-submitted') ?? '');
  const isNull = mailFrom === '' || first('return-path') === '<>';
  // RFC 3834 5: "no" says that a person wrote it. A null return path is no person's.
  if (submitted === 'no' && !isNull) return null;
  const sender = unattended(from, first('from') ?? '');
  return (
    (sender === null ? outOfOffice(headers, submitted, isNull) : sender) ??
    (submitted !== '' && submitted !== 'no' ? `Auto-Submitted is ${submitted}` : null) ??
    (isNull ? 'it has a null return path' : null) ??
    listMail(headers, addressesIn(headers, ['to', 'cc']), ours)
  );
}

const mostAddresses = 100;
const addressesIn = (headers: readonly Header[], names: readonly string[]) =>
  headers
    .filter(({ name }) => names.includes(name))
    .flatMap(({ value }) => addressList(value, mostAddresses).map(({ address }) => address));

/** Bounces, receipts and complaints, by the type of the whole message (RFC 6522). */
function report(first: (name: string) => string | undefined): string | null {
  const type = keyword(first('content-type') ?? '');
  const isReport =
    type === 'multipart/report' ||
    /^message\/(?:(?:global-)?delivery-status|(?:global-)?disposition-notification|feedback-report)$/.test(
      type,
    );
  if (isReport) return `it is a report of a mail server: ${type}`;
  return first('x-failed-recipients') === undefined ? null : 'it is a bounce: it has X-Failed-Recipients';
}

/** Local parts behind which nobody reads or writes; dots and underscores count as hyphens. */
const unattendedLocals = new Set([
  ...[
    'mailer-daemon',
    'mailerdaemon',
    'mail-daemon',
    'mail-delivery-system',
    'mail-delivery-subsystem',
    'postmaster',
    'post-master',
  ],
  ...[
    'noreply',
    'no-reply',
    'donotreply',
    'do-not-reply',
    'listserv',
    'majordomo',
    'bounce',
    'bounces',
    'autoresponder',
  ],
]);

function unattended(from: readonly string[], written: string): string | null {
  for (const address of from) {
    const local = address.slice(0, address.lastIndexOf('@')).replace(/[._]/g, '-').replace(/\+.*$/, '');
    // RFC 2142 and the habit of list servers.
    const isRole = unattendedLocals.has(local) || /^owner-./.test(local) || /.-request$/.test(local);
    if (isRole) return `it is from ${address}`;
  }
  // Mail servers leave the domain out, or the whole address.
  const isDaemon = /^\s*(?:<>)?\s*$|<\s*>|mailer-daemon|postmaster/i.test(written);
  return from.length === 0 && written !== '' && isDaemon
    ? 'it is from no address, as mail servers write'
    : null;
}
