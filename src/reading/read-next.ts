import { asJson } from '../db/as-json.ts';
import { type Db, savepoint, type Tx, transact } from '../db/database.ts';
import { repeated } from '../db/planned.ts';
import { isTrouble } from '../db/trouble.ts';
import { unnote } from '../kinds/decisions/project.ts';
import { parseHeaders } from '../message/headers.ts';
import { Unreadable } from '../message/parse.ts';
import { rememberOriginals } from './originals.ts';
import { readOurs } from './ours.ts';
import { anywhere, behindOrdinal, lastRead, proofOf, typed, type Waiting } from './pending.ts';
import { type Reading, read, readHeader, without } from './read.ts';
import { type Parse, ParserDown, readerVersion } from './reader.ts';
import { indexMessage } from './thread.ts';
import { awaitParent, childrenOf } from './waiting.ts';

/** Reads what is proven and not read yet. Keeps the originals that it parsed for the next replies. */
export interface Reader {
  /** Reads the next messages in one transaction. @returns how many; 0 when all is read */
  readonly next: (db: Db) => Promise<number>;
  /** The same within a transaction that is open. */
  readonly nextIn: (tx: Tx) => Promise<number>;
  /** Reads everything, from the first proof on, into a log that is empty: a rebuild. @returns how many */
  readonly anewIn: (tx: Tx, progress: (read: number) => void) => Promise<number>;
}

export function createReader(parse: Parse, mailAddress: string): Reader {
  const around = { mailAddress, originals: rememberOriginals(parse) };
  const readThem = async (tx: Tx, waiting: readonly Waiting[]) => {
    const parsed = await Promise.all(waiting.map((one) => parseStored(parse, one)));
    for (const [index, one] of waiting.entries()) {
      const outcome = parsed[index];
      if (!outcome) continue;
      const messageId = await readOne(tx, one, outcome, around);
      if (messageId !== null && one.direction === 'in') await readChildren(tx, messageId, parse, around);
    }
    return waiting.length;
  };
  const nextIn = async (tx: Tx) => {
    const behind = await behindOrdinal(tx, await lastRead(tx));
    return readThem(tx, behind.length > 0 ? behind : await anywhere(tx));
  };
  return {
    nextIn,
    next: (db) => transact(db, (tx) => repeated(() => nextIn(tx))),
    anewIn: (tx, progress) =>
      repeated(async () => {
        let read = 0;
        let last = 0;
        for (;;) {
          const waiting = await behindOrdinal(tx, last);
          read += await readThem(tx, waiting);
          if (waiting.length === 0) return read;
          last = waiting.at(-1)?.ordinal ?? last;
          progress(read);
        }
      }),
  };
}

/** A reading as its row has it. */
type Written = Omit<Reading, Lists> & Readonly<Record<Lists, readonly object[]>>;
type Lists = 'records' | 'questions' | 'refusals' | 'parts';

type Parsed = Awaited<ReturnType<typeof parseStored>>;

/** The message, or why it cannot be read. Our own are only indexed: their headers are enough. */
async function parseStored(parse: Parse, { raw, direction, arrival }: Waiting) {
  if (!raw) return { unreadable: 'its bytes were redacted', headers: null };
  const headers = parseHeaders(raw);
  if (direction === 'out') return { ours: true as const, headers };
  if (arrival.truncated) return { unreadable: tooLarge(arrival.truncated.size), headers };
  try {
    return { message: await parse(raw), headers };
  } catch (error) {
    // No fault of the message: it waits, and so do those behind it.
    if (error instanceof ParserDown) throw error;
    if (error instanceof Unreadable) return { unreadable: error.message, headers };
    return { failed: error instanceof Error ? error.message : String(error), headers };
  }
}

const tooLarge = (size: number) =>
  `it has ${Math.ceil(size / 1_048_576)} MB, which is too much: only its header was kept`;

async function readOne(
  tx: Tx,
  waiting: Waiting,
  parsed: Parsed,
  around: Parameters<typeof read>[2],
): Promise<string | null> {
  const { ordinal, facts, proof } = typed(waiting);
  let messageId: string | null = null;
  let reading: Written;
  if ('ours' in parsed && parsed.headers) reading = await readOurs(tx, facts, parsed.headers);
  else if ('unreadable' in parsed) {
    const { unreadable = '', headers } = parsed;
    reading = headers
      ? await safely(tx, () => readHeader(tx, { facts, proof, headers }, unreadable, around))
      : without('unreadable', [], unreadable);
  } else if ('failed' in parsed) reading = without('failed', [], parsed.failed);
  else if (waiting.again) reading = await readAgain(tx, { facts, proof, ...parsed }, around);
  else reading = await safely(tx, () => read(tx, { facts, proof, ...parsed, written: new Set() }, around));

  if (parsed.headers) {
    const automatic = reading.kinds.includes('automatic') ? reading.reason : null;
    ({ messageId } = await indexMessage(tx, facts, parsed.headers, { automatic, team: reading.team }));
    if (reading.kinds.some((kind) => kind === 'decision' || kind === 'unrecognised'))
      await awaitParent(tx, { position: facts.position, team: reading.team }, parsed.headers);
  }
  await tx
    .insertInto('log.readings')
    .values({
      ordinal,
      position: facts.position,
      ...rowOf(reading),
    })
    .execute();
  // What is held or unreadable explains nothing.
  return reading.outcome === 'recorded' ? messageId : null;
}

const rowOf = (reading: Written) => ({
  team: reading.team,
  member: reading.member,
  kinds: [...reading.kinds],
  outcome: reading.outcome,
  reason: reading.reason,
  records: asJson(reading.records),
  questions: asJson(reading.questions),
  refusals: asJson(reading.refusals),
  parts: asJson(reading.parts),
  reader: readerVersion,
});

/** Rule 9: what waited for a message is read again directly after it, and what waited for that in turn. */
async function readChildren(
  tx: Tx,
  parent: string,
  parse: Parse,
  around: Parameters<typeof read>[2],
): Promise<void> {
  const seen = new Set<number>();
  const parents = [parent];
  for (let next = parents.shift(); next !== undefined; next = parents.shift()) {
    for (const child of await childrenOf(tx, next)) {
      if (seen.has(child)) continue;
      seen.add(child);
      const messageId = await readChild(tx, child, parse, around);
      if (messageId !== null) parents.push(messageId);
    }
  }
}

/** A message whose parent has come now: what it says of a decision is read anew, its other records stay. */
async function readChild(
  tx: Tx,
  position: number,
  parse: Parse,
  around: Parameters<typeof read>[2],
): Promise<string | null> {
  const waiting = await proofOf(tx, position);
  if (!waiting) return null;
  const parsed = await parseStored(parse, waiting);
  if (!('message' in parsed) || !parsed.message || !parsed.headers) return null;
  const { message, headers } = parsed;
  const { ordinal, facts, proof } = typed(waiting);
  const before = await tx
    .selectFrom('log.readings')
    .select(['kinds', 'records'])
    .where('ordinal', '=', ordinal)
    .executeTakeFirst();
  // What it did to a decision is done: only what said nothing yet may say something now.
  if (!saysNothing(before?.records ?? [])) return null;
  const written = new Set((before?.kinds ?? []).filter((kind) => kind !== 'decision'));
  const reading = await safely(tx, async () => {
    await unnote(tx, position);
    return read(tx, { facts, proof, message, headers, written }, around);
  });
  if (reading.outcome === 'failed') return null;
  const { messageId } = await indexMessage(tx, facts, headers, { automatic: null, team: reading.team });
  await tx.updateTable('log.readings').set(rowOf(reading)).where('ordinal', '=', ordinal).execute();
  return messageId;
}

/** Its thread was noted, or it was kept with a decision, or it was nothing: no step of a decision is lost when it is read again. */
const saysNothing = (records: readonly object[]): boolean =>
  records.every(
    (record) =>
      !('kind' in record && record.kind === 'decision') ||
      ('type' in record && (record.type === 'note' || record.type === 'comment')),
  );

/**
 * After a retry a message has two proofs. Where a better reader understands it at the first, the second adds nothing; where one kind failed
 * then, the others' records are there already.
 */
async function readAgain(
  tx: Tx,
  toRead: Omit<Parameters<typeof read>[1], 'written'>,
  around: Parameters<typeof read>[2],
): Promise<Written> {
  const before = await tx
    .selectFrom('log.readings')
    .select(['team', 'member', 'kinds', 'outcome', 'records', 'questions', 'refusals', 'parts'])
    .where('position', '=', toRead.facts.position)
    .where('outcome', 'in', ['recorded', 'failed'])
    .orderBy('ordinal', 'desc')
    .execute();
  const recorded = before.find(({ outcome }) => outcome === 'recorded');
  if (recorded) return { ...recorded, reason: 'recorded at its first proof' };
  const written = new Set(before.flatMap(({ kinds }) => kinds));
  return safely(tx, () => read(tx, { ...toRead, written }, around));
}

/** A bug in a kind is that message's `failed`, kept and retried by the next version; it blocks nobody else (architecture.md rule 12). */
async function safely(tx: Tx, work: () => Promise<Reading>): Promise<Reading> {
  try {
    return await savepoint(tx, work);
  } catch (error) {
    // Trouble is the loop's to wait out; what our own code threw, or the database of what it was given, is the message's.
    if (isTrouble(error)) throw error;
    return without('failed', [], error instanceof Error ? error.message : String(error));
  }
}
