import { systemClock } from '../clock.ts';
import { messagesById } from '../reading/queries.ts';
import { retry } from '../reading/retry.ts';
import { messageState } from '../web/api/shapes.ts';
import { type Command, type Io, readArguments, Usage } from './command.ts';
import { inDatabase, inDemo, type Listed, type Messages } from './messages-source.ts';
import { readPending, withDatabase, withSettings } from './open.ts';
import { demoHere } from './running-demo.ts';

const states = messageState.options;

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
    const json = values.json === true;
    if (action === undefined) {
      const state = states.find((one) => one === values.state) ?? null;
      if (values.state !== undefined && !state) throw new Usage(`--state is one of ${states.join(', ')}`);
      const limit = Number(values.limit);
      if (!Number.isInteger(limit) || limit < 1) throw new Usage('--limit is a number of messages');
      return withMessages(io, (messages) =>
        list(messages, { team: values.team ?? null, state, limit }, io, json),
      );
    }
    if (!id || (action !== 'show' && action !== 'retry'))
      throw new Usage('write messages, messages show ID or messages retry ID');
    if (action === 'show') return withMessages(io, (messages) => show(messages, bare(id), io, json));
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
      return show(inDatabase(database.db), String(message.position), io, json);
    });
  },
};

/** Those of the demo that runs in this checkout, else those in the database. */
async function withMessages(io: Io, work: (messages: Messages) => Promise<number>): Promise<number> {
  const demo = await demoHere(io);
  return demo ? work(inDemo(demo)) : withDatabase(io, ({ db }) => work(inDatabase(db)));
}

async function list(
  messages: Messages,
  filter: Parameters<Messages['list']>[0],
  io: Io,
  json: boolean,
): Promise<number> {
  const found = await messages.list(filter);
  for (const message of found) io.out(json ? JSON.stringify(message) : line(message));
  if (found.length === 0 && !json) io.err('no such messages');
  return 0;
}

async function show(messages: Messages, id: string, io: Io, json: boolean): Promise<number> {
  const found = await messages.named(id);
  if (found.length === 0) return unknown(io, id);
  for (const message of found) {
    if (json) {
      io.out(JSON.stringify(message));
      continue;
    }
    io.out(line(message));
    if (message.reason) io.out(`  why       ${message.reason}`);
    for (const record of message.records) io.out(`  record    ${JSON.stringify(record)}`);
    for (const question of message.questions) io.out(`  question  ${JSON.stringify(question)}`);
    for (const refusal of message.refusals) io.out(`  refused   ${JSON.stringify(refusal)}`);
    for (const one of message.answers) io.out(`  answered  ${one.kind}: ${one.messageId} (${one.outcome})`);
  }
  return 0;
}

function unknown(io: Io, id: string): number {
  io.err(`onrecord: no message "${id}". "onrecord messages" lists the latest with their ids.`);
  return 1;
}

const bare = (id: string) => id.replace(/^<|>$/g, '');

const line = (message: Listed) =>
  [
    String(message.position).padStart(6),
    message.receivedAt.slice(0, 16).replace('T', ' '),
    message.direction.padEnd(3),
    message.outcome.padEnd(10),
    (message.sent?.kind ?? message.kinds.join('+')).padEnd(12),
    message.sent?.recipient ?? message.from.address,
    printable(message.subject),
    `<${message.messageId}>`,
  ].join('  ');

/** Control characters of a hostile subject do not reach the terminal (mail.md E25). */
const printable = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 80);
