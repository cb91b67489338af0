import { parseHeaders } from '../../message/headers.ts';
import { type Original, readOriginal } from '../clients/original.ts';
import type { EmbeddedMail } from '../mail/embedded-mail.ts';
import type { Entry, Folder } from '../mail/folder.ts';
import type { Person } from '../people.ts';

/** One line of a mailbox. */
export interface Row {
  /** "12" in the inbox, "s3" among the sent ones. */
  readonly id: string;
  readonly isSent: boolean;
  readonly isNew: boolean;
  /** Who wrote it; of a sent one, whom it went to. */
  readonly who: string;
  readonly subject: string;
  readonly at: Date;
}

export interface OpenMail extends Row {
  readonly mail: Original;
  readonly raw: Buffer;
}

const mostRows = 60;

/** What came and what was sent, newest first. */
export function rowsOf(embedded: EmbeddedMail, person: Person): Row[] {
  const received = rows(embedded.mailbox(person.address), false);
  const sent = rows(embedded.sent(person.address), true);
  return [...received, ...sent]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || Number(a.isSent) - Number(b.isSent))
    .slice(0, mostRows);
}

function rows(folder: Folder, isSent: boolean): Row[] {
  return folder
    .list()
    .slice(-mostRows)
    .map((entry) => row(entry, folder.read(entry.uid), isSent));
}

function row(entry: Entry, raw: Buffer, isSent: boolean): Row {
  const headers = parseHeaders(raw);
  const [other] = isSent ? headers.to : headers.from;
  return {
    id: `${isSent ? 's' : ''}${entry.uid}`,
    isSent,
    isNew: !isSent && !entry.flags.has('\\Seen'),
    who: other?.name || other?.address || 'nobody',
    subject: headers.subject,
    at: entry.internalDate,
  };
}

/** What a mailbox opens with: the request where nothing was written since it came, else what came last. */
export function firstToOpen(embedded: EmbeddedMail, person: Person): string | null {
  const inbox = embedded.mailbox(person.address);
  const newest = inbox.list().at(-1);
  const asked = inbox.list().findLast(({ uid }) => inbox.read(uid).includes('X-Onrecord-Kind: request'));
  const wrote = embedded.sent(person.address).list().at(-1)?.internalDate ?? new Date(0);
  const first = asked && asked.internalDate > wrote ? asked : newest;
  return first ? String(first.uid) : null;
}

/** The mail that a path names, and from now on it is seen; null where there is none. */
export async function openMail(embedded: EmbeddedMail, person: Person, id: string): Promise<OpenMail | null> {
  const [, sent, digits] = /^(s?)(\d{1,9})$/.exec(id) ?? [];
  if (digits === undefined) return null;
  const folder = sent === 's' ? embedded.sent(person.address) : embedded.mailbox(person.address);
  const entry = folder.list().find((one) => one.uid === Number(digits));
  if (!entry) return null;
  const raw = folder.read(entry.uid);
  if (!entry.flags.has('\\Seen')) folder.setFlags(entry.uid, [...entry.flags, '\\Seen']);
  return { ...row(entry, raw, sent === 's'), mail: await readOriginal(raw), raw };
}
