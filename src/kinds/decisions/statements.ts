import { type Findings, nothing } from '../kind.ts';
import { clip } from '../wording.ts';
import { bothShow } from './both-parts.ts';
import type { Block, Loose } from './fields.ts';
import { fieldsOf, type Written } from './fields-of.ts';
import { found, joined, onto, type Reading, target } from './onto.ts';
import { paragraphsOf } from './own-lines.ts';
import type { Decision, Fields } from './record.ts';
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
      prose: blocks.length === 1 ? prose : '',
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
export function settled(stated: Stated, reading: Reading, amongOthers: boolean): Findings {
  const { plan, author, input } = reading;
  const { fields, questions } = fieldsOf(stated, { plan, author, writing: writingOf(input) });
  const type = stated.main === 'proposal' ? 'propose' : 'decide';
  const before = amongOthers ? null : changes(type, reading, fields);
  const event: EventOn = { type, on: before?.key ?? null, ...fields };
  const unknown = fields.supersedes.filter(
    (number) => !input.context.named.some((one) => one.number === number),
  );
  const refusals = unknown.map((number) => ({
    line: `Supersedes: D-${number}`,
    why: `there is no D-${number}`,
  }));
  const done = before ? onto(before, event, stated.statement, reading) : found(event);
  return joined([
    done,
    { ...nothing, questions, refusals, taken: amongOthers ? alone(stated.lines, reading) : stated.lines },
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
): Decision | null {
  const replaces = supersedes.length > 0;
  const { decisions } = reading.input.context;
  const noted = decisions.filter((one) => one.state === 'noted');
  const open = decisions.filter((one) => one.state === 'proposed' || one.state === 'contested');
  if (type === 'propose') return noted[0] ?? null;
  if (open.length > 0) return target(open, reading, text) ?? open.at(-1) ?? null;
  // What is decided is taken up again by `reopen`, or replaced by a decision that says so; its decider may add another.
  const ended = decisions.findLast((one) => one.state === 'decided');
  const by = { member: reading.author.address, at: '', position: 0 };
  return noted[0] ?? (ended && !replaces && !mayDecide(ended, by, reading.plan) ? ended : null);
}
