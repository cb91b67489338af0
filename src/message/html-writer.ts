import { blocks, type Element } from './html-elements.ts';
import { type PartLine, trimLine, visible } from './part-lines.ts';

/** Turns elements that are entered and left, and the text between, into lines. */
export function lineWriter() {
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

/** "1." and "a)" as they are; the sign of a symbol font is a bullet; the space behind either is one. */
function markerOf(text: string): string {
  const sign = text.replaceAll('\u00a0', ' ').trim();
  if (sign === '') return text === '' ? '' : ' ';
  return /^[(]?[\p{L}\p{N}]{1,4}[.)]$/u.test(sign) ? sign : '-';
}
