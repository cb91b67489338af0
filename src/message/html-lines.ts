import { Tokenizer } from 'htmlparser2';
import { type PartLine, trimLine, visible } from './part-lines.ts';

/**
 * The lines of an HTML part, as a mail client would show them: one for each block or `<br>`, list items with their markers,
 * a blank line where a reader sees one. Linear: tags are read one after the other, elements are a stack.
 */
export function htmlLines(html: string): PartLine[] {
  const page = new Map<string, number>();
  const writer = lineWriter();
  const open: Element[] = [];
  let tag: { name: string; attributes: Map<string, string> } | null = null;
  let attribute = '';
  let value = '';

  const close = (name: string) => {
    if (!page.get(name)) return;
    for (let top = open.pop(); top; top = open.pop()) {
      page.set(top.name, (page.get(top.name) ?? 1) - 1);
      writer.leave(top);
      if (top.name === name) return;
    }
  };
  const start = (end: boolean) => {
    if (!tag) return;
    const { name, attributes } = tag;
    tag = null;
    if (name === 'br' || name === 'hr' || name === 'img') return writer.single(name, attributes);
    if (empty.has(name) || end) return;
    const parent = open.at(-1);
    // An open paragraph, item or cell ends where the next block begins: authors and mailers leave out the end tags.
    if (parent?.name === 'p' && blocks.has(name)) close('p');
    if ((name === 'li' || name === 'tr' || name === 'td' || name === 'th') && open.at(-1)?.name === name)
      close(name);
    const element = elementOf(name, attributes, open.at(-1));
    const value = Number.parseInt(attributes.get('value') ?? '', 10);
    if (element.list && element.list.next !== null && value > 0) element.list.next = value;
    open.push(element);
    page.set(name, (page.get(name) ?? 0) + 1);
    writer.enter(element);
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (from, to) => {
        tag = { name: html.slice(from, to).toLowerCase(), attributes: new Map() };
      },
      onattribname: (from, to) => {
        attribute = html.slice(from, to).toLowerCase();
        value = '';
      },
      onattribdata: (from, to) => {
        if (value.length < 2000) value += html.slice(from, to);
      },
      onattribentity: (code) => {
        value += String.fromCodePoint(code);
      },
      onattribend: () => {
        if (kept.has(attribute)) tag?.attributes.set(attribute, value);
      },
      onopentagend: () => start(false),
      onselfclosingtag: () => start(false),
      onclosetag: (from, to) => {
        const name = html.slice(from, to).toLowerCase();
        if (name === 'p' && !page.get('p')) writer.single('br', new Map());
        else close(name);
      },
      ontext: (from, to) => writer.text(html.slice(from, to)),
      ontextentity: (code) => writer.text(String.fromCodePoint(code)),
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return writer.end();
}

interface Element {
  readonly name: string;
  readonly depth: number;
  readonly hidden: boolean;
  /** Its text is no text: styles, scripts. */
  readonly unread: boolean;
  readonly mark: 'signature' | 'quote' | null;
  readonly pre: boolean;
  /** In `<pre>` or `<code>`: what a program printed, more often than words. */
  readonly code: boolean;
  readonly spaced: boolean;
  /** For a list: the number of its next item, or null for bullets. */
  next: number | null;
  readonly list: Element | null;
  readonly level: number;
  /** Word writes the marker of a list item itself, and says so. */
  readonly marker: boolean;
}

const kept = new Set([
  'style',
  'class',
  'id',
  'hidden',
  'start',
  'value',
  'alt',
  'name',
  'data-marker',
  'data-smartmail',
  'type',
  'cite',
]);
const empty = new Set([
  'meta',
  'link',
  'input',
  'col',
  'base',
  'area',
  'wbr',
  'source',
  'track',
  'embed',
  'param',
]);
const unread = new Set([
  'head',
  'style',
  'script',
  'title',
  'xml',
  'template',
  'noscript',
  'object',
  'svg',
  'select',
  'textarea',
]);
const spaced = new Set([
  'p',
  'ul',
  'ol',
  'table',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dl',
  'hr',
]);
const blocks = new Set([
  ...spaced,
  ...[
    'div',
    'li',
    'tr',
    'td',
    'th',
    'tbody',
    'thead',
    'caption',
    'dt',
    'dd',
    'section',
    'article',
    'header',
    'footer',
  ],
  ...[
    'main',
    'aside',
    'nav',
    'form',
    'fieldset',
    'center',
    'address',
    'body',
    'html',
    'figure',
    'details',
    'summary',
  ],
]);

function elementOf(
  name: string,
  attributes: ReadonlyMap<string, string>,
  parent: Element | undefined,
): Element {
  const style = (attributes.get('style') ?? '').toLowerCase().replaceAll(' ', '');
  const names = ['class', 'id', 'name', 'data-marker', 'data-smartmail']
    .map((key) => attributes.get(key) ?? '')
    .join(' ')
    .toLowerCase();
  const isList = name === 'ul' || name === 'ol';
  const ordered = name === 'ol' ? Number.parseInt(attributes.get('start') ?? '1', 10) || 1 : null;
  return {
    name,
    depth: (parent?.depth ?? 0) + (name === 'blockquote' && !isIndent(style, names) ? 1 : 0),
    hidden: (parent?.hidden ?? false) || attributes.has('hidden') || isHidden(style),
    unread: (parent?.unread ?? false) || unread.has(name),
    // Clients name what they insert: any class or id that says "signature", or "quote".
    mark:
      names.includes('signature') && !names.includes('prefix')
        ? 'signature'
        : (parent?.mark ?? (name === 'blockquote' && isCited(attributes) ? 'quote' : quoteMark(names))),
    code: (parent?.code ?? false) || name === 'pre' || name === 'code',
    pre:
      name === 'pre' ||
      /white-space:(?:pre|break)/.test(style) ||
      ((parent?.pre ?? false) && !style.includes('white-space')),
    spaced:
      spaced.has(name) && !(name === 'p' && marginless(style, names)) && !(isList && parent?.name === 'li'),
    next: ordered,
    marker: (parent?.marker ?? false) || style.includes('mso-list:ignore'),
    list: name === 'li' ? (parent ?? null) : null,
    level: Math.min((parent?.level ?? 0) + (isList ? 1 : 0), 8),
  };
}

/** Editors indent with a blockquote that has no border; what quotes draws one, or has a class. */
const isIndent = (style: string, names: string) =>
  names.trim() === '' && /(?:^|;)border(?:-left)?:(?:none|0)/.test(style);
/** What Apple's and Mozilla's clients, and the HTML standard, mark a quote with. */
const isCited = (attributes: ReadonlyMap<string, string>) =>
  attributes.get('type')?.toLowerCase() === 'cite' || attributes.has('cite');
const quoteMark = (names: string) => (names.includes('quote') && !names.includes('prefix') ? 'quote' : null);
const isHidden = (style: string) =>
  style.includes('display:none') || style.includes('visibility:hidden') || style.includes('mso-hide:all');
const marginless = (style: string, names: string) =>
  names.includes('mso') || /(?:^|;)margin(?:-top|-bottom)?:0/.test(style);

/** "1." and "a)" as they are; the sign of a symbol font is a bullet; the space behind either is one. */
function markerOf(text: string): string {
  const sign = text.replaceAll('\u00a0', ' ').trim();
  if (sign === '') return text === '' ? '' : ' ';
  return /^[(]?[\p{L}\p{N}]{1,4}[.)]$/u.test(sign) ? sign : '-';
}

/** Turns blocks and text into lines. */
function lineWriter() {
  const lines: PartLine[] = [];
  const open: Element[] = [];
  let buffer = '';
  // At the start of a line, and behind a space, a space is not shown.
  let spaceLast = true;
  let hidden = '';
  let marker = '';
  let blank = false;

  const top = () => open.at(-1);
  const flush = (explicit: boolean) => {
    const content = trimLine(visible(buffer));
    // A block with nothing but a space that does not break is the blank line of Word and of many editors.
    const spacer = buffer.includes('\u00a0');
    buffer = '';
    spaceLast = true;
    if (content.trim() === '' && marker === '') {
      if (explicit || spacer) push('', false);
      return;
    }
    if (content.trim() === '' && !explicit) return;
    if (blank && lines.length > 0 && lines.at(-1)?.text !== '') push('', false);
    blank = false;
    const item = marker !== '';
    push(marker + content, item);
    marker = '';
  };
  // Hidden text is a line of its own, wherever it stands: nobody saw it among the others.
  const reveal = () => {
    if (hidden.trim() !== '') push(visible(hidden).trim(), false, true);
    hidden = '';
  };
  const push = (text: string, item: boolean, unseen = false) => {
    if (text === '' && lines.at(-1)?.text === '' && lines.at(-2)?.text === '') return;
    const element = top();
    lines.push({
      text,
      depth: element?.depth ?? 0,
      prefix: '',
      width: 0,
      hidden: unseen,
      mark: element?.mark ?? null,
      item,
      code: element?.code ?? false,
    });
  };

  return {
    enter(element: Element) {
      if (blocks.has(element.name)) {
        flush(false);
        if (element.spaced) blank = true;
      }
      open.push(element);
      if (element.list) {
        const list = element.list;
        marker = `${'  '.repeat(Math.max(0, element.level - 1))}${list.next === null ? '-' : `${list.next}.`} `;
        if (list.next !== null) list.next += 1;
      }
    },
    leave(element: Element) {
      if (element.hidden) reveal();
      if (blocks.has(element.name)) {
        flush(false);
        if (element.name === 'li') marker = '';
        if (element.spaced) blank = true;
      }
      open.pop();
    },
    single(name: string, attributes: ReadonlyMap<string, string>) {
      if (name === 'img') {
        // A picture that stands for a character says so in its alternative text.
        const alt = attributes.get('alt') ?? '';
        if (alt.length <= 8 && /^\P{ASCII}+$/u.test(alt)) {
          buffer += alt;
          spaceLast = false;
        }
        return;
      }
      flush(name === 'br');
      if (name === 'hr') blank = true;
    },
    text(raw: string) {
      if (top()?.unread) return;
      if (top()?.hidden) {
        hidden += raw.replace(/[ \t\r\n\f]+/g, ' ');
        return;
      }
      if (top()?.pre) {
        const parts = raw.split(/\r\n|\n|\r/);
        for (const [at, part] of parts.entries()) {
          if (at > 0) flush(true);
          buffer += part;
        }
        return;
      }
      const text = top()?.marker ? markerOf(raw) : raw.replace(/[ \t\r\n\f]+/g, ' ');
      const added = spaceLast && text.startsWith(' ') ? text.slice(1) : text;
      if (added === '') return;
      buffer += added;
      spaceLast = added.endsWith(' ');
    },
    end(): PartLine[] {
      flush(false);
      reveal();
      return lines;
    },
  };
}
