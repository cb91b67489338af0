import type { ParsedMail } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { questions, questionTexts } from '../../../src/kinds/updates/record.ts';
import type { Body } from '../../../src/message/message.ts';
import type { Request } from './written.ts';

/** A request that was sent, with places for answers: behind each question on its line, and below it. */
export function requestOf(mail: ParsedMail): Request {
  let text = mail.text ?? '';
  let html = mail.html || '';
  for (const [index, question] of questions.entries()) {
    const [number, asked] = [index + 1, questionTexts[question]];
    text = text.replace(`${asked}\n`, `${asked}‹${number}›\n«${number}»\n`);
    const behind = html.indexOf(asked) + asked.length;
    const below = html.indexOf('</p>', behind) + '</p>'.length;
    html = `${html.slice(0, behind)}‹${number}›${html.slice(behind, below)}«${number}»${html.slice(below)}`;
  }
  return { text, html: html.replace(/^.*?<body[^>]*>/s, '<body>').replace(/<\/body>.*$/s, '</body>') };
}

export interface Answering {
  readonly from: { readonly name: string; readonly address: string };
  readonly at: Date;
}

/** A body as a message that answers a mail: to where its Reply button goes, in its thread. */
export async function replyTo(
  mail: ParsedMail,
  { text, html }: Body,
  { from, at }: Answering,
): Promise<{ from: string; to: string; raw: Buffer }> {
  const to = mail.replyTo?.value[0]?.address ?? '';
  const message = new MailComposer({
    from,
    to,
    subject: `Re: ${mail.subject}`,
    date: at,
    inReplyTo: mail.messageId,
    references: [mail.references ?? [], mail.messageId ?? ''].flat(),
    ...(text === null ? {} : { text }),
    ...(html === null ? {} : { html }),
  });
  return { from: from.address, to, raw: await message.compile().build() };
}
