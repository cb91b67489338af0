import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { questions, questionTexts } from '../kinds/updates/record.ts';
import { parseHeaders } from '../message/headers.ts';
import type { Lane } from '../outbound/smtp.ts';
import { timeIn } from './calendar.ts';
import { compose } from './clients/compose.ts';
import { type Original, readOriginal } from './clients/original.ts';
import { addressesOf, type Recipients, replyAll } from './clients/recipients.ts';
import type { EmbeddedMail } from './mail/embedded-mail.ts';
import { log, type Person, personNamed, serviceAddress, team } from './people.ts';
import type { Four, Letter } from './story/letter.ts';
import { signatureOf } from './story/signatures.ts';

export interface Post {
  readonly mail: EmbeddedMail;
  readonly lane: Lane;
  readonly at: Temporal.Instant;
  readonly week: string;
}

/** Writes a letter with its author's mail client and sends it. @returns false where what it answers is not in the mailbox */
export async function post(letter: Letter, { mail, lane, at, week }: Post): Promise<boolean> {
  const person = personNamed(letter.who);
  const original = letter.answers ? await answered(letter, person, mail) : null;
  if (letter.answers && !original) return false;
  const recipients = original ? replyAll(original, person) : recipientsOf(letter);
  const raw = await compose(letter.client ?? person.client, {
    from: { name: person.name, address: person.address },
    ...recipients,
    ...subjectOf(letter),
    at: at.toZonedDateTimeISO(person.timezone),
    messageId: messageId(person, at, letter),
    text: letter.text ?? '',
    ...(letter.inside ? { inside: underQuestions(letter.inside) } : {}),
    ...signatureOf(person.id, letter),
    original,
    ...(letter.forwards ? { forwards: received(letter.forwards, person, week) } : {}),
  });
  for (const to of addressesOf(recipients)) {
    const answer = await lane.send({ from: person.address, to }, raw);
    if (answer.kind !== 'accepted')
      throw new Error(`the embedded mail did not take a letter: ${answer.said}`);
  }
  mail.sent(person.address).append(raw, { internalDate: new Date(at.epochMilliseconds), flags: ['\\Seen'] });
  return true;
}

/** The newest such mail in the writer's inbox; who answers it has seen it. */
async function answered(letter: Letter, person: Person, mail: EmbeddedMail): Promise<Original | null> {
  const inbox = mail.mailbox(person.address);
  for (const { uid, flags } of inbox.list().toReversed()) {
    const raw = inbox.read(uid);
    if (!isMeant(letter, raw)) continue;
    inbox.setFlags(uid, [...flags, '\\Seen', '\\Answered']);
    return readOriginal(raw);
  }
  return null;
}

function isMeant({ answers, about = '' }: Letter, raw: Buffer): boolean {
  const { headers, from, subject } = parseHeaders(raw);
  const kind = headers.find(({ name }) => name === 'x-onrecord-kind')?.value.trim() ?? '';
  const isKind =
    answers === 'colleague' ? from.every(({ address }) => address !== serviceAddress) : kind === answers;
  return isKind && subject.includes(about);
}

/** To the log alone, or to colleagues with the log in Cc. */
function recipientsOf({ to = [] }: Letter): Recipients {
  return to.length === 0 ? { to: [log], cc: [] } : { to: to.map(personNamed), cc: [log] };
}

function subjectOf({ answers, subject, forwards }: Letter): { subject?: string } {
  if (answers) return {};
  return { subject: forwards ? `Fwd: ${forwards.subject}` : (subject ?? '') };
}

/** A mail from outside, as it lies in the mailbox of who passes it on. */
function received(forwards: NonNullable<Letter['forwards']>, person: Person, week: string): Original {
  const { from, subject, text, at } = forwards;
  const date = new Date(timeIn(week, at, person.timezone).epochMilliseconds);
  const nothing = { messageId: '', references: [], html: null, kind: '' };
  return {
    ...nothing,
    from,
    subject,
    text,
    date,
    to: person.address,
    everybody: [person],
    replyTo: [from],
  };
}

const underQuestions = (four: Four) =>
  new Map(questions.map((question, index) => [questionTexts[question], four[index] ?? '']));

/** The same on every first start of a day: names have no part in what is random. */
function messageId(person: Person, at: Temporal.Instant, letter: Letter): string {
  const hash = createHash('sha256')
    .update(`${team} ${person.id} ${at} ${letter.answers} ${letter.text}`)
    .digest('hex');
  return `${hash.slice(0, 20)}@mail.example.com`;
}
