import { Tokenizer } from 'htmlparser2';
import { blocks, type Element, elementOf, empty, kept } from './html-elements.ts';
import { lineWriter } from './html-writer.ts';
import type { PartLine } from './part-lines.ts';

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
