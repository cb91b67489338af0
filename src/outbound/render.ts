import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import mjml2html from 'mjml';
import type { Content, MailKind } from './draft.ts';

const folder = new URL('../../emails/', import.meta.url);
const names: readonly MailKind[] = [
  'welcome',
  'planning',
  'request',
  'reminder',
  'review',
  'receipt',
  'notice',
  'help',
];

export type Templates = ReadonlyMap<MailKind, (data: object) => Content>;

/** Compiles every mail once: its MJML into HTML, and both parts into functions of their data. @throws where a template is wrong */
export async function loadTemplates(): Promise<Templates> {
  const templates = await Promise.all(names.map(async (name) => [name, await loadTemplate(name)] as const));
  return new Map(templates);
}

async function loadTemplate(name: MailKind): Promise<(data: object) => Content> {
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
  const options = { strict: true, knownHelpersOnly: true } as const;
  const fill = {
    subject: Handlebars.compile(text.slice('Subject: '.length, end), { ...options, noEscape: true }),
    text: Handlebars.compile(text.slice(end + 2), { ...options, noEscape: true }),
    html: Handlebars.compile(html, options),
  };
  return (data) => ({
    subject: fill.subject(data),
    text: tidy(fill.text(data)),
    html: fill.html(data),
  });
}

/** What a block leaves out leaves blank lines: never more than one, none at the end. */
function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** @throws where a kind has no template, or the data lack something the template names */
export function render(templates: Templates, kind: MailKind, data: object): Content {
  const template = templates.get(kind);
  if (!template) throw new Error(`there is no template for ${kind}`);
  return template(data);
}
