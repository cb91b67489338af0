import { decodeText } from './charset.ts';
import { unflow } from './flowed.ts';
import { limits } from './limits.ts';
import type { Attachment, Body } from './message.ts';
import type { Part } from './parts.ts';
import { transferDecoded } from './transfer.ts';

export interface Content {
  readonly body: Body;
  readonly attachments: readonly Attachment[];
  /** What was left out of reading, in sentences. */
  readonly notes: readonly string[];
}

/** What a mail client shows of the parts: the readable ones put together, everything else as attachments. */
export function contentOf(raw: Buffer, root: Part): Content {
  const attachments: Attachment[] = [];
  const view = viewOf(root, { raw, attachments, hasText: { value: false }, isRelated: false });
  const notes: string[] = [];
  return {
    body: {
      text: cut(view.text, limits.textLength, 'text', notes),
      html: cut(view.html, limits.htmlLength, 'HTML', notes),
    },
    attachments,
    notes,
  };
}

interface View {
  readonly text: string | null;
  readonly html: string | null;
}

interface Around {
  readonly raw: Buffer;
  readonly attachments: Attachment[];
  readonly hasText: { value: boolean };
  readonly isRelated: boolean;
}

function viewOf(part: Part, around: Around): View {
  if (part.children.length === 0) return leafView(part, around);
  const isRelated = part.type.value === 'multipart/related';
  const views = part.children.map((child) =>
    viewOf(child, { ...around, isRelated: around.isRelated || isRelated }),
  );
  return part.type.value === 'multipart/alternative' ? alternativeView(views) : mixedView(views);
}

/** RFC 2046 5.1.4: the same in several forms. */
function alternativeView(views: readonly View[]): View {
  return {
    text: views.find((view) => view.text !== null)?.text ?? null,
    html: views.findLast((view) => view.html !== null)?.html ?? null,
  };
}

/** One after the other. A form is there only if it holds all: HTML with a plain footer is no text message that consists of the footer. */
function mixedView(views: readonly View[]): View {
  const shown = views.filter((view) => view.text !== null || view.html !== null);
  const filled = shown.filter((view) => view.html !== null || view.text?.trim() !== '');
  const parts = filled.length > 0 ? filled : shown.slice(0, 1);
  const isHtml = parts.some((view) => view.html !== null);
  return {
    text:
      parts.length > 0 && parts.every((view) => view.text !== null)
        ? parts.map((view) => view.text).join('\n\n')
        : null,
    html: isHtml ? parts.map((view) => view.html ?? asHtml(view.text ?? '')).join('<br><br>\n') : null,
  };
}

const asHtml = (text: string) =>
  `<div style="white-space: pre-wrap">${text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)}</div>`;

function leafView(part: Part, around: Around): View {
  const { value } = part.type;
  // A multipart whose parts cannot be found shows what stands in it.
  const isText = value === 'text/plain' || value === 'text/html' || value.startsWith('multipart/');
  if (!isText || isAttached(part, around)) {
    around.attachments.push(attachmentOf(part, around));
    return { text: null, html: null };
  }
  around.hasText.value = true;
  const text = decodeText(bytesOf(part, around.raw), part.type.parameters.get('charset') ?? null).replace(
    /\r\n?/g,
    '\n',
  );
  if (value === 'text/html') return { text: null, html: text };
  // RFC 3676 4: the format is for text/plain alone.
  const isFlowed = part.type.parameters.get('format')?.toLowerCase() === 'flowed';
  const deletesSpace = part.type.parameters.get('delsp')?.toLowerCase() === 'yes';
  return { text: isFlowed ? unflow(text, deletesSpace) : text, html: null };
}

/** RFC 2183 2.8: any disposition but inline is an attachment. A text with a file's name is one as well, unless it is all there is to read. */
function isAttached(part: Part, { hasText }: Around): boolean {
  const disposition = part.disposition?.value || 'inline';
  if (disposition !== 'inline') return true;
  return hasText.value && filenameOf(part) !== null;
}

const bytesOf = (part: Part, raw: Buffer) =>
  transferDecoded(raw.subarray(part.start, part.end), part.encoding);

function attachmentOf(part: Part, { raw, isRelated }: Around): Attachment {
  const content = bytesOf(part, raw);
  const isInline = part.disposition
    ? part.disposition.value === 'inline'
    : isRelated && part.contentId !== null;
  return {
    filename: filenameOf(part),
    contentType: part.type.value,
    size: content.length,
    content,
    disposition: isInline ? 'inline' : 'attachment',
  };
}

function filenameOf(part: Part): string | null {
  const name = part.disposition?.parameters.get('filename') ?? part.type.parameters.get('name') ?? '';
  // A name, never a path.
  return name.split(/[/\\]/).at(-1)?.trim() || null;
}

function cut(text: string | null, most: number, what: string, notes: string[]): string | null {
  if (text === null || text.length <= most) return text;
  notes.push(`its ${what} has ${text.length} characters; the first ${most} were read`);
  return text.slice(0, most).toWellFormed();
}
