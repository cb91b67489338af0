import { automaticReply, away } from './away-phrases.ts';
import type { Header } from './message.ts';

/**
 * Why a message is the answer of somebody's absent mailbox, as a reason that starts with "out of office"; null where it is none.
 * Subjects count only with their colon: people write "Out of office on Friday" themselves.
 */
export function outOfOffice(
  headers: readonly Header[],
  autoSubmitted: string,
  isNull: boolean,
): string | null {
  if (headers.some(({ name }) => isOfSoftware(name))) return null;
  const subject = headers.find(({ name }) => name === 'subject')?.value ?? '';
  const answers = headers.some(({ name }) => name === 'in-reply-to' || name === 'references');
  const start = automaticStart(subject, answers || isNull || autoSubmitted !== '');
  if (start !== null) return `out of office: its subject starts with "${start}"`;
  if (autoSubmitted === 'auto-replied') return 'out of office: Auto-Submitted is auto-replied';
  const header = headers.find(({ name, value }) => signs.has(name) && !/^(?:no|false)$/i.test(value));
  return header ? `out of office: it has the header ${header.name}` : null;
}

/** Headers that only responders of mailboxes write. */
const signs = new Set([
  ...[
    'x-autoreply',
    'x-autoreply-from',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply',
    'x-autoreply-domain',
  ],
  ...['delivered-by-the-graces-of', 'x-vacation', 'x-mail-autoreply'],
]);

/** Help desks and list servers answer by themselves as well, and nobody is away. */
const isOfSoftware = (name: string) =>
  /^(?:list-id$|x-mailman-|x-rt-|rt-ticket|x-otrs-|x-jira-|x-zendesk-|x-servicenow-|x-freshdesk-|x-github-)/.test(
    name,
  );

/** `supported`: something else speaks for it, so that a start which people write as well ("Vacation: 21 December…") is believed. */
function automaticStart(subject: string, supported: boolean): string | null {
  const colon = subject.slice(0, 60).search(/[:：]/);
  if (colon < 1) return null;
  const start = subject.slice(0, colon).trim();
  const key = start
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .replaceAll('’', "'");
  return automaticReply.has(key) || (supported && away.has(key)) ? start : null;
}
