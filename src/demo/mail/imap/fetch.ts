import type { Entry, Folder } from '../folder.ts';
import { BadSyntax, type Token, textOf } from './tokens.ts';

/** The octets of one FETCH response's list, without the parentheses. @throws BadSyntax for what this server does not have */
export function fetchMessage(folder: Folder, entry: Entry, items: readonly Token[]): Buffer {
  const parts = items.flatMap((item) => {
    const text = textOf(item).toUpperCase();
    return (macros[text] ?? [textOf(item)]).map((name) => fetchItem(folder, entry, name));
  });
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from(' '), part])));
}

const macros: Readonly<Record<string, readonly string[]>> = Object.assign(Object.create(null), {
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  RFC822: ['BODY[]'],
});

/** True where fetching sets \Seen (RFC 9051 6.4.5). */
export const marksSeen = (items: readonly Token[]): boolean =>
  items.some((item) => /^(BODY\[|RFC822(\.TEXT)?$)/i.test(textOf(item)));

function fetchItem(folder: Folder, entry: Entry, name: string): Buffer {
  switch (name.toUpperCase()) {
    case 'UID':
      return Buffer.from(`UID ${entry.uid}`);
    case 'FLAGS':
      return Buffer.from(`FLAGS (${[...entry.flags].join(' ')})`);
    case 'INTERNALDATE':
      return Buffer.from(`INTERNALDATE "${imapDate(entry.internalDate)}"`);
    case 'RFC822.SIZE':
      return Buffer.from(`RFC822.SIZE ${entry.size}`);
    default:
      return fetchBody(folder.read(entry.uid), name);
  }
}

const bodyItem = /^BODY(?:\.PEEK)?\[([^\]]*)\](?:<(\d+)(?:\.(\d+))?>)?$/i;

function fetchBody(raw: Buffer, name: string): Buffer {
  const [, section, from, length] = bodyItem.exec(name) ?? [];
  if (section === undefined) throw new BadSyntax(`FETCH ${name} is not supported here`);
  const whole = sectionOf(raw, section);
  const start = Number(from ?? 0);
  const part =
    from === undefined
      ? whole
      : whole.subarray(start, length === undefined ? undefined : start + Number(length));
  const origin = from === undefined ? '' : `<${from}>`;
  return Buffer.concat([Buffer.from(`BODY[${section}]${origin} {${part.length}}\r\n`), part]);
}

function sectionOf(raw: Buffer, section: string): Buffer {
  const blank = raw.indexOf('\r\n\r\n');
  const headerEnd = blank < 0 ? raw.length : blank + 4;
  const header = raw.subarray(0, headerEnd);
  if (section === '') return raw;
  if (/^HEADER$/i.test(section)) return header;
  if (/^TEXT$/i.test(section)) return raw.subarray(headerEnd);
  const [, fields] = /^HEADER\.FIELDS \((.*)\)$/i.exec(section) ?? [];
  if (fields === undefined) throw new BadSyntax(`BODY[${section}] is not supported here`);
  const wanted = new Set(fields.toLowerCase().split(' '));
  const found = header
    .toString('latin1')
    .split(/\r\n(?![ \t])/)
    .filter((field) => wanted.has(field.slice(0, field.indexOf(':')).toLowerCase()));
  return Buffer.from([...found, '', ''].join('\r\n'), 'latin1');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `17-Jul-1996 02:44:25 +0000` (RFC 9051 9, date-time). */
function imapDate(date: Date): string {
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
  const [year, month, dayOfMonth] = day.split('-');
  return `${dayOfMonth}-${months[Number(month) - 1]}-${year} ${time} +0000`;
}

/** @throws BadSyntax */
export function readImapDate(text: string): Date {
  const match = /^\s?(\d{1,2})-([A-Z][a-z]{2})-(\d{4})(?: (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d))?$/.exec(text);
  const [, day = '', month = '', year, time = '00:00:00', hours = '+00', minutes = '00'] = match ?? [];
  const number = String(months.indexOf(month) + 1).padStart(2, '0');
  const date = new Date(`${year}-${number}-${day.padStart(2, '0')}T${time}${hours}:${minutes}`);
  if (Number.isNaN(date.getTime())) throw new BadSyntax(`"${text}" is no date`);
  return date;
}
