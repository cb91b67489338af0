import { systemClock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import {
  answersTo,
  type MessageState,
  type MessageView,
  messageList,
  messagesById,
} from '../reading/queries.ts';
import { retry } from '../reading/retry.ts';
import { type Command, type Io, readArguments, Usage } from './command.ts';
import { readPending, withDatabase, withSettings } from './open.ts';

const states: readonly MessageState[] = [
  'recorded',
  'ignored',
  'held',
  'unreadable',
  'failed',
  'pending',
  'waiting',
  'claimed',
  'sent',
  'deferred',
  'uncertain',
];

export const messagesCommand: Command = {
  help: `onrecord messages [--state STATE] [--team T] [--limit N] [--json]
onrecord messages show ID [--json]
onrecord messages retry ID

ID is a Message-ID without its angle brackets, or a position. STATE is one of
${states.join(', ')}.
retry reads a message once more that was held, ignored, unreadable or failed.`,
  run: async (args, io) => {
    const { values, positionals } = readArguments('messages', {
      args,
      allowPositionals: true,
      options: {
        state: { type: 'string' },
        team: { type: 'string' },
        limit: { type: 'string', default: '50' },
        json: { type: 'boolean' },
      },
    });
    const [action, id] = positionals;
    if (action === undefined) {
      const state = states.find((one) => one === values.state);
      if (values.state !== undefined && !state) throw new Usage(`--state is one of ${states.join(', ')}`);
      const limit = Number(values.limit);
      if (!Number.isInteger(limit) || limit < 1) throw new Usage('--limit is a number of messages');
      return withDatabase(io, async ({ db }) => {
        const filter = state ? { state, limit } : { limit };
        const messages = await messageList(db, values.team ?? null, filter);
        for (const message of messages) io.out(values.json ? JSON.stringify(shown(message)) : line(message));
        if (messages.length === 0 && !values.json) io.err('no such messages');
        return 0;
      });
    }
    if (!id || (action !== 'show' && action !== 'retry'))
      throw new Usage('write messages, messages show ID or messages retry ID');
    if (action === 'show') return withDatabase(io, ({ db }) => show(db, id, io, values.json === true));
    return withSettings(io, async (database, config) => {
      const now = new Date(systemClock().epochMilliseconds);
      const [message] = await messagesById(database.db, null, bare(id));
      if (!message) return unknown(io, id);
      const why = await retry(database.db, message.position, now);
      if (why) {
        io.err(`onrecord: ${message.messageId} is not read again: ${why}.`);
        return 1;
      }
      await readPending(database, config, now);
      return show(database.db, String(message.position), io, values.json === true);
    });
  },
};

async function show(db: Db, id: string, io: Io, json: boolean): Promise<number> {
  const found = await messagesById(db, null, bare(id));
  if (found.length === 0) return unknown(io, id);
  for (const message of found) {
    const reading = await db
      .selectFrom('log.readings')
      .select(['member', 'records', 'questions', 'refusals', 'parts'])
      .where('position', '=', message.position)
      .orderBy('ordinal', 'desc')
      .executeTakeFirst();
    const answers = await answersTo(db, null, message.position);
    const sent = answers.map((one) => ({
      kind: one.sent?.kind,
      messageId: one.messageId,
      outcome: one.outcome,
    }));
    if (json) io.out(JSON.stringify({ ...shown(message), ...reading, answers: sent }));
    else {
      io.out(line(message));
      if (message.reason) io.out(`  why       ${message.reason}`);
      for (const record of reading?.records ?? []) io.out(`  record    ${JSON.stringify(record)}`);
      for (const question of reading?.questions ?? []) io.out(`  question  ${JSON.stringify(question)}`);
      for (const refusal of reading?.refusals ?? []) io.out(`  refused   ${JSON.stringify(refusal)}`);
      for (const one of sent) io.out(`  answered  ${one.kind}: ${one.messageId} (${one.outcome})`);
    }
  }
  return 0;
}

function unknown(io: Io, id: string): number {
  io.err(`onrecord: no message "${id}". "onrecord messages" lists the latest with their ids.`);
  return 1;
}

const bare = (id: string) => id.replace(/^<|>$/g, '');

const shown = ({ receivedAt, fromAddress, fromName, ...message }: MessageView) => ({
  ...message,
  from: { name: fromName, address: fromAddress },
  receivedAt: receivedAt.toISOString(),
});

const line = (message: MessageView) =>
  [
    String(message.position).padStart(6),
    message.receivedAt.toISOString().slice(0, 16).replace('T', ' '),
    message.direction.padEnd(3),
    message.outcome.padEnd(10),
    (message.sent?.kind ?? message.kinds.join('+')).padEnd(12),
    message.sent?.recipient ?? message.fromAddress,
    printable(message.subject),
    `<${message.messageId}>`,
  ].join('  ');

/** Control characters of a hostile subject do not reach the terminal (mail.md E25). */
const printable = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 80);
