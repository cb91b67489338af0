import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { type MailDraft, mailto } from '../message/mailto.ts';
import type { Content, MailKind } from './draft.ts';
import { foldLines } from './fold-lines.ts';

const folder = new URL('../../emails/', import.meta.url);
const names: readonly MailKind[] = [
  'welcome',
  'planning',
  'request',
  'reminder',
  'review',
  'risk',
  'proposal',
  'nudge',
  'objection',
  'contested',
  'outcome',
  'question',
  'receipt',
  'notice',
  'found',
  'help',
];

/** Mail about decisions goes into threads that people read at any width: its text part is folded. The others are short lines by their form. */
const folded: readonly MailKind[] = ['proposal', 'nudge', 'objection', 'contested', 'outcome', 'question'];

type Template = (data: object, replyTo: string, cc?: string) => Content;
export type Templates = ReadonlyMap<MailKind, Template>;
/** Compiled already, or when the first mail is due: that takes half the time of a `tick` that has nothing to do. */
export type TemplatesInTime = Templates | (() => Promise<Templates>);

/** Compiles every mail once: its MJML into HTML, and both parts into functions of their data. @throws where a template is wrong */
export async function loadTemplates(): Promise<Templates> {
  const templates = await Promise.all(names.map(async (name) => [name, await loadTemplate(name)] as const));
  return new Map(templates);
}

async function loadTemplate(name: MailKind): Promise<Template> {
  const { default: mjml2html } = await import('mjml');
  const [text, mjml] = await Promise.all([
    readFile(new URL(`${name}.txt`, folder), 'utf8'),
    readFile(new URL(`${name}.mjml`, folder), 'utf8'),
  ]);
  const { html, errors } = await mjml2html(mjml, {
    validationLevel: 'strict',
    filePath: fileURLToPath(new URL(`${name}.mjml`, folder)),
    ignoreIncludes: false,
    keepComments: false,
  });
  if (errors.length > 0)
    throw new Error(`${name}.mjml: ${errors.map((error) => error.formattedMessage).join('; ')}`);
  // The first line of the text part is the subject, the second is blank.
  const end = text.indexOf('\n');
  const options = { strict: true, knownHelpersOnly: true, knownHelpers: { reply: true } } as const;
  const fill = {
    subject: Handlebars.compile(text.slice('Subject: '.length, end), { ...options, noEscape: true }),
    text: Handlebars.compile(text.slice(end + 2), { ...options, noEscape: true }),
    html: Handlebars.compile(html, options),
  };
  return (data, replyTo, cc) => {
    const subject = fill.subject(data);
    const helpers = { reply: (body: string) => replyLink({ to: replyTo, cc, subject, body }) };
    const written = tidy(fill.text(data));
    return {
      subject,
      text: folded.includes(name) ? foldLines(written) : written,
      html: fill.html({ ...data, subject }, { helpers }),
    };
  };
}

/** `{{reply 'over R-4'}}` in a template: a link that answers the mail with these words, ready to be sent. */
function replyLink({ subject, ...draft }: MailDraft): string {
  return mailto({ ...draft, subject: /^re:/i.test(subject) ? subject : `Re: ${subject}` });
}

/** What a block leaves out leaves blank lines: never more than one, none at the end. */
function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/**
 * @param replyTo where an answer goes: the links of the HTML part write there
 * @param cc who else sees it
 * @throws where a kind has no template, or the data lack something the template names
 */
export function render(
  templates: Templates,
  kind: MailKind,
  data: object,
  replyTo: string,
  cc?: string,
): Content {
  const template = templates.get(kind);
  if (!template) throw new Error(`there is no template for ${kind}`);
  return template(data, replyTo, cc);
}
