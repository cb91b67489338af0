import type { PartLine } from './part-lines.ts';
import { headerLabels, separators, wrote } from './phrases.ts';

/** Lines that introduce a quote: "On Friday Ana wrote:", a block of From, Sent, To and Subject, "-----Original Message-----". */
export interface QuoteHead {
  readonly start: number;
  /** Behind the last of its lines. */
  readonly end: number;
  readonly rule: 'attribution' | 'header-block' | 'header-lines' | 'separator';
}

/** All that look like one, in order; whether a quote follows is for the caller to see. */
export function quoteHeads(lines: readonly PartLine[]): QuoteHead[] {
  const heads: QuoteHead[] = [];
  for (let at = 0; at < lines.length; ) {
    // No head is that short ("从：x" is three).
    if ((lines[at]?.text.length ?? 0) < 3) {
      at += 1;
      continue;
    }
    const head =
      separatorAt(lines, at) ??
      headerBlockAt(lines, at) ??
      headerLinesAt(lines, at) ??
      attributionEndingAt(lines, at);
    if (head) heads.push(head);
    at = head ? head.end : at + 1;
  }
  return heads;
}

/** Longer lines than these are nobody's heads; patterns see no more. */
const longestLine = 400;

function plain(line: PartLine | undefined): string {
  const text = line?.text ?? '';
  return text.length > longestLine ? '' : text.replaceAll('*', '').trim();
}

function separatorAt(lines: readonly PartLine[], at: number): QuoteHead | null {
  const text = plain(lines[at]);
  const drawn = /^[-_=]{2,}/.test(text);
  if (!drawn && (text.length > 40 || !separators.includes(text.toLowerCase().replace(/[:：]$/, ''))))
    return null;
  const words = text
    .replace(/^[-_=\s]+/, '')
    .replace(/[-_=\s:]+$/, '')
    .toLowerCase();
  const next = skipBlank(lines, at + 1);
  if (words === '') {
    // A rule right above a header block belongs to it.
    const block = text.length >= 10 ? headerBlockAt(lines, next, { ruled: next === at + 1 }) : null;
    return block && { start: at, end: block.end, rule: 'header-block' };
  }
  const block = headerBlockAt(lines, next);
  // Whatever stands between two rules above a header block heads it.
  const ruled = /^[-_=]{3,}[^-_=].*[-_=]{3,}$/.test(text);
  const says = separators.includes(words) || (ruled && (block !== null || address.test(words)));
  if (!says || (!drawn && !block)) return null;
  return { start: at, end: block?.end ?? at + 1, rule: block ? 'header-block' : 'separator' };
}

/** Two labels that the headers of a mail have, one of them From, and an address or a date behind them. */
function headerBlockAt(lines: readonly PartLine[], at: number, { ruled = false } = {}): QuoteHead | null {
  const first = labelOf(plain(lines[at]));
  if (first === null) return null;
  let from = 0;
  let other = 0;
  let evidence = false;
  let end = at;
  // In a table each label and each value is a line of its own.
  let waits = false;
  for (let next = at; next < lines.length && next < at + 12; next += 1) {
    const text = plain(lines[next]);
    const label = labelOf(text);
    if (label === null && waits && text !== '') {
      evidence ||= text.includes('@') || /\d/.test(text);
      waits = false;
      end = next + 1;
      continue;
    }
    if (label === null) {
      // A folded value goes on in the next line.
      if (text !== '' && end > at && /^[ ]/.test(lines[next]?.text ?? '')) continue;
      break;
    }
    if (label === 'from') from += 1;
    else other += 1;
    evidence ||= text.includes('@') || /\d/.test(text);
    waits = /[:：]$/.test(text);
    end = next + 1;
  }
  const enough = from > 0 ? from + other >= 3 : ruled && other >= 2;
  return enough && evidence ? { start: at, end, rule: 'header-block' } : null;
}

/** The same in a language that is not known: four to six lines with a label each, two addresses, and a time among them. */
function headerLinesAt(lines: readonly PartLine[], at: number): QuoteHead | null {
  // Its first line says from whom it is, whatever the word for that; an author's own line above it says something else.
  if (!/[:：].{0,80}@/.test(plain(lines[at]))) return null;
  let end = at;
  let addresses = 0;
  let times = 0;
  while (end < lines.length && end < at + 6) {
    const text = plain(lines[end]);
    if (!/^[^:：@<\d]{1,25}[:：](?!\/\/)\s?\S/u.test(text)) break;
    if (text.includes('@')) addresses += 1;
    if (/\d[:.h]\d\d|\d{4}/.test(text)) times += 1;
    end += 1;
  }
  return end - at >= 4 && addresses >= 2 && times >= 1 ? { start: at, end, rule: 'header-lines' } : null;
}

function labelOf(text: string): 'from' | 'other' | null {
  const colon = text.search(/[:：]/);
  if (colon <= 0 || colon > 30) return null;
  const label = text.slice(0, colon).trim().toLowerCase();
  if (headerLabels.from.includes(label)) return 'from';
  return headerLabels.other.includes(label) ? 'other' : null;
}

/** One to four lines of which the last, at `at`, ends in a colon, with a date or an address, and a verb of writing or both. */
function attributionEndingAt(lines: readonly PartLine[], at: number): QuoteHead | null {
  const last = plain(lines[at]);
  const bare = withoutDashes(last);
  const ends =
    /[:：]$/.test(bare) ||
    (bare !== last && (address.test(bare) || wrote.some((verb) => bare.toLowerCase().endsWith(verb))));
  if (!ends) return null;
  let said = '';
  for (let start = at; start >= 0 && start > at - 4; start -= 1) {
    const text = withoutDashes(plain(lines[start]));
    // What was hard-wrapped is long: a short line above is the author's own.
    if (text === '' || (start < at && text.length < 30)) break;
    said = `${text} ${said}`;
    if (said.length > longestLine) break;
    const above = plain(lines[start - 1]);
    const whole = hasDate(said) || above.length < 30 || !hasDate(above);
    if (isAttribution(said) && whole) return { start, end: at + 1, rule: 'attribution' };
  }
  // "Ana writes:", or a time in words that are not known, say so little that the quote has to follow.
  const words = bare.toLowerCase().replace(/\s*[:：]$/, '');
  const short = words.split(' ').length <= 6 && wrote.some((verb) => words.endsWith(verb));
  const next = lines[skipBlank(lines, at + 1, 2)];
  const told = bare.length <= 120 && /[:：]$/.test(bare);
  const dated = told && (/\d{4}|\d[:.]\d\d/.test(bare) || address.test(bare));
  return (short || dated) && next && next.depth > (lines[at]?.depth ?? 0)
    ? { start: at, end: at + 1, rule: 'attribution' }
    : null;
}

const withoutDashes = (text: string) =>
  text.replace(/\s*(?:-{2,}|>{2,})$/, '').replace(/^(?:-{2,}|>{2,})\s*/, '');

function isAttribution(said: string): boolean {
  const lower = said.toLowerCase();
  const addressed = address.test(lower);
  const verb = wrote.some((one) => lower.includes(one));
  return (verb && (hasDate(lower) || addressed)) || (addressed && hasDate(lower));
}

const address = /<[^<>\s]{1,100}@[^<>\s]{1,100}>|[\w.+-]{1,64}@[\w.-]{1,100}/;

const hasDate = (text: string) => /\d{1,2}[:.h]\d\d|\d{4}|\d{1,2}[./-]\d{1,2}/.test(text);

function skipBlank(lines: readonly PartLine[], at: number, most = 12): number {
  let next = at;
  while (next < lines.length && next < at + most && lines[next]?.text.trim() === '') next += 1;
  return next;
}
