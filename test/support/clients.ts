import { type AddressObject, simpleParser } from 'mailparser';
import { questionTexts } from '../../src/kinds/updates/record.ts';
import { apple } from './clients/apple.ts';
import { gmail } from './clients/gmail.ts';
import { outlook } from './clients/outlook.ts';
import { bodyOf } from './clients/quoting.ts';
import type { Answering, Shape } from './clients/shape.ts';
import { thunderbird } from './clients/thunderbird.ts';

/** Mail clients, each written from what it is known to put on the wire; none asks ours how it would read that. */
const clients = { gmail, apple, outlook, thunderbird };
export type Client = keyof typeof clients;

export interface Written {
  /** Envelope sender. */
  readonly from: string;
  /** Where its Reply button addresses it: Reply-To, else From. */
  readonly to: string;
  readonly raw: Buffer;
  readonly messageId: string;
}

export interface Reply {
  /** The person's name, as the client knows it. */
  readonly name: string;
  /** To the four questions, in order. */
  readonly answers: readonly [string, string, string, string];
  /** `above` the quote, numbered; or `between` its lines, each under its question. */
  readonly style: 'above' | 'between';
  readonly at: Date;
  /** For `at` in words. */
  readonly zone?: string;
}

/** What goes out when the person who got `original` presses Reply, answers, and presses Send. */
export async function replyAs(client: Client, original: Buffer, reply: Reply): Promise<Written> {
  const mail = await simpleParser(original);
  const sender = firstOf(mail.from);
  const recipient = firstOf(mail.to);
  const references = [mail.references ?? []].flat();
  const answering: Answering = {
    ...reply,
    zone: reply.zone ?? 'Europe/Berlin',
    address: recipient.address,
    to: mail.replyTo ? firstOf(mail.replyTo) : sender,
    original: {
      sender,
      subject: mail.subject ?? '',
      messageId: mail.messageId ?? '',
      references: [...references, mail.messageId ?? ''],
      at: mail.date ?? reply.at,
      html: bodyOf(mail.html || ''),
    },
    questions: Object.values(questionTexts),
    words: reply.answers.map((answer, index) => `${index + 1}. ${answer}`),
  };
  const shape: Shape = clients[client](answering);
  const messageId = `<${shape.id}>`;
  return {
    from: recipient.address,
    to: answering.to.address,
    raw: messageOf(shape, answering, messageId),
    messageId,
  };
}

function firstOf(field: AddressObject | AddressObject[] | undefined): { name: string; address: string } {
  const one = [field ?? []].flat()[0]?.value[0];
  return { name: one?.name ?? '', address: one?.address ?? '' };
}

function messageOf(shape: Shape, { name, address, to, at, original }: Answering, messageId: string): Buffer {
  const { boundary } = shape;
  const part = (type: string, text: string) => [
    `--${boundary}`,
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(text),
    '',
  ];
  const recipient = to.name ? `"${to.name}" <${to.address}>` : to.address;
  const subject = new RegExp(`^${shape.prefix}:`, 'i').test(original.subject)
    ? original.subject
    : `${shape.prefix}: ${original.subject}`;
  const lines = [
    `From: ${name} <${address}>`,
    `To: ${recipient}`,
    `Subject: ${encodedWords(subject)}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    `In-Reply-To: ${original.messageId}`,
    `References: ${original.references.join('\r\n ')}`,
    ...shape.headers,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part(shape.textType, shape.text),
    ...part('text/html; charset=UTF-8', shape.html),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n').replace(/\r?\n/g, '\r\n'));
}

/** RFC 2047 2, where it is needed: base64, in words of whole characters. */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const pieces = text.match(/.{1,12}/gsu) ?? [];
  return pieces.map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ');
}

/** RFC 2045 6.7. */
function quotedPrintable(text: string): string {
  const written = (octet: number) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  return lines
    .map((line) => {
      let width = 0;
      let out = '';
      const octets = [...Buffer.from(line)];
      for (const [index, octet] of octets.entries()) {
        const isLast = index === octets.length - 1;
        const isPlain = octet >= 32 && octet <= 126 && octet !== 61 && !(isLast && octet === 32);
        const next = isPlain ? String.fromCharCode(octet) : written(octet);
        if (width + next.length > 75) {
          out += '=\r\n';
          width = 0;
        }
        out += next;
        width += next.length;
      }
      return out;
    })
    .join('\r\n');
}
