import { type Findings, nothing } from '../kind.ts';
import { clip } from '../wording.ts';
import { bothShow } from './both-parts.ts';
import type { Block, Loose } from './fields.ts';
import { fieldsOf, type Written } from './fields-of.ts';
import { asks, found, joined, onto, type Reading, refused, target } from './onto.ts';
import { paragraphsOf } from './own-lines.ts';
import type { Decision, DecisionEvent, Fields } from './record.ts';
import type { Tagged } from './tags.ts';
import { type EventOn, mayDecide } from './transitions.ts';
import { saysNothing, textOf, unquoted } from './values.ts';
import { writingOf } from './writing.ts';

interface Stated extends Written {
  readonly lines: readonly number[];
}

/** Every statement of a message: its blocks; where it has none, what its tag says of the first paragraph, or of the subject. */
export function statements(
  reading: Reading,
  blocks: readonly Block[],
  loose: Loose,
  { tag, title }: Tagged,
): Stated[] {
  const { lines, input } = reading;
  const taken = new Set([...blocks.flatMap((block) => block.lines), ...loose.lines]);
  const prose = lines
    .filter(({ index }) => !taken.has(index))
    .map(({ text }) => text)
    .join('\n');
  const body = input.message.body;
  const found = blocks.map((block): Stated => {
    const statement = unquoted(textOf(block.fields.get(block.main)));
    const fields = blocks.length === 1 ? new Map([...loose.fields, ...block.fields]) : block.fields;
    // "[PROPOSAL]" over a line "Decision:" proposes it: the weaker of two claims stands.
    const main = tag === 'proposal' ? 'proposal' : block.main;
    return {
      main,
      title: blocks.length === 1 && title !== '' ? title : clip(statement, 80),
      statement,
      fields,
      // Beside a week's answers the other words are about other things.
      prose: blocks.length === 1 && title !== '' ? prose : '',
      lines: block.lines,
    };
  });
  if (found.length > 0)
    return found.filter(({ statement }) => !saysNothing(statement) && bothShow(body, statement));
  if (tag === null) return [];
  const first = paragraphsOf(lines.filter(({ index }) => !taken.has(index))).find(
    (paragraph) => !paragraph.aside && !saysNothing(paragraph.text),
  );
  const statement = first ? unquoted(first.text) : title;
  if (saysNothing(statement) || !bothShow(body, first ? statement : '')) return [];
  return [
    {
      main: tag,
      title,
      statement,
      fields: loose.fields,
      prose,
      lines: [...loose.lines, ...(first?.lines ?? [])],
    },
  ];
}

/** A statement becomes a decision of its own, or ends the proposal of its thread. */
export function settled(
  stated: Stated,
  reading: Reading,
  { amongOthers, isFirst }: { amongOthers: boolean; isFirst: boolean },
): Findings {
  const { plan, author, input } = reading;
  const { fields, questions } = fieldsOf(stated, { plan, author, writing: writingOf(input) });
  const type = stated.main === 'proposal' ? 'propose' : 'decide';
  // Of several statements the first may answer the thread; each of the others is a decision of its own.
  const before = amongOthers || !isFirst ? null : changes(type, reading, fields);
  if (before === 'several')
    return joined([
      asks('which proposal does that decide? Write "Decision:" in reply to its request', stated.statement),
      ...input.context.decisions.slice(-1).map((one) => found({ type: 'comment', on: one.key, asks: false })),
      { ...nothing, taken: stated.lines },
    ]);
  const event: EventOn = { type, on: before?.key ?? null, ...fields };
  const unknown = fields.supersedes.filter(
    (number) => !input.context.named.some((one) => one.number === number),
  );
  const refusals = unknown.map((number) => ({
    line: `Supersedes: D-${number}`,
    why: `there is no D-${number}`,
  }));
  const done =
    observed(event, stated, reading) ??
    (before ? onto(before, event, stated.statement, reading) : found(event));
  return joined([
    done,
    { ...nothing, questions, refusals, taken: amongOthers ? alone(stated.lines, reading) : stated.lines },
  ]);
}

/** An observer neither proposes nor decides (product.md §4): what they write is kept, and noted where nothing is on record yet. */
function observed(event: EventOn, { title, statement }: Stated, reading: Reading): Findings | null {
  if (reading.author.role !== 'observer') return null;
  const { decisions } = reading.input.context;
  const [there] = decisions;
  const kept: DecisionEvent = there
    ? { type: 'comment', on: there.key, asks: false }
    : { type: 'note', title: title === '' ? clip(statement, 80) : title, candidate: statement };
  const what = event.type === 'propose' ? 'proposes' : 'decides';
  return joined([
    found(kept),
    refused(statement, `a member ${what}; what an observer writes is kept, and counts for nothing`),
  ]);
}

/** The lines that hold nothing but the decision: of an answer that speaks of one the words stay an answer. */
function alone(indices: readonly number[], { input, lines }: Reading): number[] {
  return indices.filter((index) => {
    const text = input.words.lines[index]?.text ?? '';
    const isCut = lines.filter((line) => line.index === index).length > 1;
    return !isCut && !/^\s*\(?\d{1,2}[.):]/.test(text);
  });
}

/** The decision that a statement changes: an open proposal it may end, or the thread's note, which it fills; null makes one of its own. */
function changes(
  type: 'propose' | 'decide',
  reading: Reading,
  { statement: text, supersedes }: Fields,
): Decision | null | 'several' {
  const replaces = supersedes.length > 0;
  const { decisions } = reading.input.context;
  const noted = decisions.filter((one) => one.state === 'noted');
  const open = decisions.filter((one) => one.state === 'proposed' || one.state === 'contested');
  if (type === 'propose') return noted[0] ?? null;
  const by = { member: reading.author.address, at: '', position: 0 };
  if (open.length > 0) {
    const meant = target(open, reading, text);
    if (meant) return meant;
    const own = open.filter((one) => mayDecide(one, by, reading.plan));
    return own.length === 1 ? (own[0] ?? null) : 'several';
  }
  // What is decided is taken up again by `reopen`, or replaced by a decision that says so; its decider may add another.
  const ended = decisions.findLast((one) => one.state === 'decided');
  return noted[0] ?? (ended && !replaces && !mayDecide(ended, by, reading.plan) ? ended : null);
}
