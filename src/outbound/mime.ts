import MailComposer from 'nodemailer/lib/mail-composer';
import type { Content, Due } from './draft.ts';
import { type MailSettings, messageIdFor, replyAddressFor, threadRootFor, tokenFor } from './identity.ts';

/** A mail as it is stored and sent. */
export interface Composed {
  readonly raw: Buffer;
  readonly messageId: string;
  readonly replyToken: string;
  /** Null for mail that answers mail: its envelope sender is null, so it cannot bounce. */
  readonly bounceToken: string | null;
}

export interface Addressing {
  readonly teamName: string;
  readonly recipient: Person;
  readonly now: Date;
  /** The message that it answers: its Message-ID and references, so that it lands in the same thread. */
  readonly answers: { readonly messageId: string; readonly references: readonly string[] } | null;
  /** Of a mail about a decision. */
  readonly decision?: DecisionAddressing;
}

export interface DecisionAddressing {
  /** Message-IDs of the thread that it goes into, the oldest first; the last is what it follows. */
  readonly references: readonly string[];
  /** Who sees an answer beside the log: the proposer, or who spoke. */
  readonly replyTo: Person | null;
  /** `D-7; decided`: what the log reads from it (architecture.md rule 7). */
  readonly outcome: string | null;
}

export interface Person {
  readonly name: string;
  readonly address: string;
}

/** Mail that the whole team gets, and may unsubscribe from. */
const toMany = ['welcome', 'planning', 'request', 'reminder', 'review'];

/** Puts content into MIME with all its headers: the same input gives the same bytes. */
export async function compose(
  due: Due,
  content: Content,
  addressing: Addressing,
  settings: MailSettings,
): Promise<Composed> {
  const { team, kind, key } = due;
  const messageId = messageIdFor(key, settings);
  const replyToken = tokenFor('reply', key, settings);
  const isAnswer = addressing.answers !== null;
  const { decision } = addressing;
  const bounceToken = isAnswer ? null : tokenFor('bounce', key, settings);
  const composer = new MailComposer({
    from: { name: addressing.teamName, address: settings.mailAddress },
    to: { name: oneLine(addressing.recipient.name), address: addressing.recipient.address },
    replyTo: [
      { name: addressing.teamName, address: replyAddressFor(key, settings) },
      ...(decision?.replyTo
        ? [{ name: oneLine(decision.replyTo.name), address: decision.replyTo.address }]
        : []),
    ],
    subject: oneLine(content.subject),
    text: content.text,
    html: content.html,
    messageId: `<${messageId}>`,
    date: addressing.now,
    baseBoundary: messageId.slice(0, 26),
    ...threading(due, addressing, settings),
    headers: {
      // RFC 3834 5: what a machine sends says so, and is not answered by another.
      'Auto-Submitted': isAnswer ? 'auto-replied' : 'auto-generated',
      'X-Onrecord-Kind': kind,
      'X-Auto-Response-Suppress': 'DR, RN, NRN, AutoReply',
      'Archived-At': `<${settings.publicUrl}/m/${encodeURIComponent(messageId)}>`,
      ...(decision?.outcome ? { 'X-Onrecord-Outcome': decision.outcome } : {}),
      ...(toMany.includes(kind) ? listHeaders(team, key, settings) : {}),
    },
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { raw: await composer.compile().build(), messageId, replyToken, bounceToken };
}

/** One root a week; an answer refers to what it answers and to all that refers to (RFC 5322 3.6.4). */
function threading(
  { team, kind, week, key }: Due,
  { answers, decision }: Addressing,
  settings: MailSettings,
) {
  const last = decision?.references.at(-1);
  if (decision && last !== undefined)
    return { inReplyTo: `<${last}>`, references: decision.references.map((id) => `<${id}>`) };
  if (answers) {
    const references = [...answers.references, answers.messageId].map((id) => `<${id}>`);
    return { inReplyTo: `<${answers.messageId}>`, references: references.slice(-20) };
  }
  // One root a week for all that the week sends; a welcome has its own, and so has each risk.
  const [, , name] = key.split('/');
  const thread = week === null ? `${kind}/${name}` : `week/${week}`;
  const root = `<${threadRootFor(team, thread, settings)}>`;
  if (kind !== 'reminder') return { references: [root] };
  const request = `<${messageIdFor(key.replace('/reminder/', '/request/'), settings)}>`;
  return { references: [root, request], inReplyTo: request };
}

/** RFC 2919 and RFC 8058. */
function listHeaders(team: string, key: string, settings: MailSettings): Record<string, string> {
  const domain = settings.mailAddress.slice(settings.mailAddress.lastIndexOf('@') + 1);
  const page = `${settings.publicUrl}/unsubscribe/${tokenFor('reply', key, settings)}`;
  return {
    'List-Id': `<${team}.onrecord.${domain}>`,
    'List-Unsubscribe': `<${page}>, <mailto:${replyAddressFor(key, settings)}?subject=unsubscribe>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** No header of ours holds a control character (mail.md F27). */
const oneLine = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim();
