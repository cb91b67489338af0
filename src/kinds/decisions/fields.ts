import { type FieldName, fieldNamed, isSentenceOpener } from './field-names.ts';

export interface OwnLine {
  readonly index: number;
  readonly text: string;
  /** Code, or set in as a quote is: part of a value, and no field of its own. */
  readonly aside: boolean;
}

/** A decision or proposal with the fields that belong to it. */
export interface Block {
  readonly main: 'decision' | 'proposal';
  readonly fields: ReadonlyMap<FieldName, Value>;
  readonly lines: readonly number[];
}

/** What stands behind a name: paragraphs, each of lines. */
export type Value = readonly (readonly string[])[];

interface Labelled {
  readonly at: number;
  readonly name: FieldName;
  readonly rest: string;
  /** A heading without a colon. */
  readonly alone: boolean;
}

/** The fields of a message that stand beside a tag in its subject, or in a thread: no decision and no proposal among them. */
export interface Loose {
  readonly fields: ReadonlyMap<FieldName, Value>;
  readonly lines: readonly number[];
}

/** Finds blocks of fields among the author's own lines, in any order, with bold, bullets and tables around them; code is no field. */
export function blocksIn(lines: readonly OwnLine[]): { blocks: Block[]; loose: Loose } {
  const labels = labelsIn(lines);
  const cuts = cutsOf(labels);
  const blocks: Block[] = [];
  let loose: Loose = { fields: new Map(), lines: [] };
  for (const group of cuts) {
    const main = group.find(isMain)?.name;
    const { fields, taken } = valuesOf(group, labels, lines);
    if (main === 'decision' || main === 'proposal') blocks.push({ main, fields, lines: taken });
    else loose = { fields: new Map([...loose.fields, ...fields]), lines: [...loose.lines, ...taken] };
  }
  return { blocks, loose };
}

const isMain = ({ name }: Labelled) => name === 'decision' || name === 'proposal';

/** A block has one statement; what comes before the first belongs to it, and each further one begins another. */
function cutsOf(labels: readonly Labelled[]): Labelled[][] {
  const cuts: Labelled[][] = [];
  let hasMain = false;
  for (const label of labels) {
    const current = cuts.at(-1);
    const again = current?.some((one) => one.name === label.name) ?? false;
    if (!current || (isMain(label) && hasMain) || (again && hasMain && isMain(label))) {
      cuts.push([label]);
      hasMain = isMain(label);
    } else {
      current.push(label);
      hasMain ||= isMain(label);
    }
  }
  return cuts;
}

/** Bullets, numbers, "##", stars and quote marks of Markdown around a name. */
const decoration =
  /^\s*(?:[-*•·◦▪‣+–—]\s+|\(?\d{1,2}[.)]\s+|#{1,6}\s+|\|\s*|\p{Extended_Pictographic}\ufe0f?\s*|p\.?\s?s\.?\s*[:.–-]?\s+)?[*_`#"“„«\s]{0,4}/iu;
const named =
  /^(\p{L}[\p{L}\p{M}\p{N}'’ /-]{0,34}?)\s*[*_`"”“»]{0,3}\s*(?:([:：])|(\s[–—-]+(?=\s|$)|[–—]|\s?[=→|](?=\s|$)|\s?->|\t))\s*[*_`]{0,3}\s*(.*)$/u;

const dashedStatement = /^\W{0,6}(?:decision|proposal)\W{0,3}(?:\s[–—-]\s|[–—])/iu;

function labelsIn(lines: readonly OwnLine[]): Labelled[] {
  const found: Labelled[] = [];
  const alone: Labelled[] = [];
  // Who writes "Decision - …" writes "Why - …" as well.
  const dashed = lines.some(({ text }) => dashedStatement.test(text));
  let code = false;
  for (const [at, { text, aside }] of lines.entries()) {
    if (/^\s*(?:```|~~~)/.test(text)) code = !code;
    if (code || aside) continue;
    const line = text.replace(decoration, '');
    const [, name = '', colon, , rest = ''] = named.exec(line) ?? [];
    const field = name === '' ? null : fieldNamed(name.replace(/\s*(?:no\.?\s*|nr\.?\s*|#)?\d{1,2}$/i, ''));
    if (field !== null && (colon !== undefined || dashed || !isSentenceOpener(name))) {
      found.push({ at, name: field, rest: rest.trim(), alone: false });
      continue;
    }
    const bare = line.replace(/[*_`\s]+$/, '');
    const heading = bare.length <= 36 ? fieldNamed(bare) : null;
    const next = lines[at + 1]?.text.trim() ?? lines[at + 2]?.text.trim() ?? '';
    if (heading !== null && (next !== '' || (lines[at + 2]?.text.trim() ?? '') !== ''))
      alone.push({ at, name: heading, rest: '', alone: true });
  }
  // A heading without a colon is one where there are others.
  const headings = alone.length >= 2 || (alone.length === 1 && found.length > 0) ? alone : [];
  return [...found, ...headings].toSorted((a, b) => a.at - b.at);
}

function valuesOf(
  group: readonly Labelled[],
  labels: readonly Labelled[],
  lines: readonly OwnLine[],
): { fields: Map<FieldName, Value>; taken: number[] } {
  const fields = new Map<FieldName, Value>();
  const taken: number[] = [];
  for (const label of group) {
    const next = labels[labels.indexOf(label) + 1];
    const end = endOf(label, next, lines, group);
    const value = paragraphsOf([label.rest, ...lines.slice(label.at + 1, end).map((line) => line.text)]);
    const before = fields.get(label.name);
    // "Context:" and "Why:" are one field with two names.
    fields.set(label.name, before ? [...before, ...value] : value);
    for (let at = label.at; at < end; at += 1) {
      const line = lines[at];
      if (line) taken.push(line.index);
    }
  }
  return { fields, taken };
}

const longNames: ReadonlySet<FieldName> = new Set([
  'decision',
  'proposal',
  'context',
  'options',
  'consequences',
]);

/** Where a value ends: at the next field; with its paragraph where none follows, or the statement stands in prose. */
function endOf(
  label: Labelled,
  next: Labelled | undefined,
  lines: readonly OwnLine[],
  group: readonly Labelled[],
): number {
  const limit = Math.min(next?.at ?? lines.length, nextSibling(label, lines));
  const start = label.rest === '' ? firstFilled(lines, label.at + 1, limit) : label.at;
  if (!longNames.has(label.name)) return label.rest === '' ? Math.min(start + 1, limit) : label.at + 1;
  let end = Math.min(endOfParagraph(lines, start, limit), nextLabel(lines, start, limit));
  const isLast = next === undefined || !group.includes(next);
  // A list goes on behind the blank lines that some mailers put between its items.
  const lists = label.name === 'options' || endsOpen(lines[end - 1]?.text ?? '');
  while (lists) {
    const at = firstFilled(lines, end, limit);
    if (at >= limit || !isItem(lines[at]?.text ?? '')) break;
    end = endOfParagraph(lines, at, limit);
  }
  if (isLast) return end;
  // Between two fields of a block everything is the first one's.
  return label.name === 'decision' || label.name === 'proposal'
    ? statementEnd(label, lines, end, limit)
    : limit;
}

/** A statement has several paragraphs where its block begins with it or goes on right below; in prose it ends with its paragraph. */
function statementEnd(label: Labelled, lines: readonly OwnLine[], end: number, limit: number): number {
  const above = lines.slice(0, label.at).filter((line) => line.text.trim() !== '');
  return above.length === 0 || end >= limit ? limit : inBlock(label, lines) ? limit : end;
}

/** The line above, if any, is a field as well: this one stands in the block. */
function inBlock(label: Labelled, lines: readonly OwnLine[]): boolean {
  const above = lines.slice(0, label.at).findLast((line) => line.text.trim() !== '');
  if (!above) return true;
  const [, name = ''] = named.exec(above.text.replace(decoration, '')) ?? [];
  return fieldNamed(name) !== null;
}

/** "Action: Luis orders", "Owner: Luis": a label that is not known ends a value as well, unless the value announced a list. */
function nextLabel(lines: readonly OwnLine[], start: number, limit: number): number {
  for (let at = start + 1; at < limit; at += 1) {
    const text = lines[at]?.text ?? '';
    if (text.trim() === '' || endsOpen(lines[at - 1]?.text ?? '')) return limit;
    if (label.test(text)) return at;
  }
  return limit;
}
const label = /^\s*(?:[-*•]\s+)?[*_]{0,2}\p{Lu}[\p{L}\p{M} '’-]{1,24}[*_]{0,2}\s?[:：](?:\s|[*_]|$)/u;

/** A statement that is an item of a list ends where the next item begins. */
function nextSibling(label: Labelled, lines: readonly OwnLine[]): number {
  const isStatement = label.name === 'decision' || label.name === 'proposal';
  const own = lines[label.at]?.text ?? '';
  if (!isStatement || label.rest === '' || endsOpen(own)) return lines.length;
  const numbered = /^\s*\(?\d{1,2}[.)]\s/;
  for (let at = label.at + 1; at < lines.length; at += 1) {
    const text = lines[at]?.text ?? '';
    if (text.trim() === '') return lines.length;
    if (isItem(own) ? isItem(text) : numbered.test(text)) return at;
  }
  return lines.length;
}

const isItem = (text: string) => /^\s*(?:[-*•·◦▪‣+–]\s|\(?(?:\d{1,2}|[a-z])[.)]\s)/iu.test(text);
const endsOpen = (text: string) => /[:：]\s*$/.test(text);

function firstFilled(lines: readonly OwnLine[], from: number, limit: number): number {
  let at = from;
  while (at < limit && (lines[at]?.text.trim() ?? '') === '') at += 1;
  return at;
}

function endOfParagraph(lines: readonly OwnLine[], from: number, limit: number): number {
  let at = from;
  while (at < limit && (at === from || (lines[at]?.text.trim() ?? '') !== '')) at += 1;
  return at;
}

function paragraphsOf(texts: readonly string[]): string[][] {
  const paragraphs: string[][] = [];
  let open = false;
  for (const text of texts) {
    if (text.trim() === '') open = false;
    else if (open) paragraphs.at(-1)?.push(text.trimEnd());
    else {
      paragraphs.push([text.trimEnd()]);
      open = true;
    }
  }
  return paragraphs;
}
