#!/usr/bin/env node
import { type Io, Usage } from './cli/command.ts';
import { commands } from './cli/commands.ts';
import { AddressProblem } from './cli/free.ts';
import { BadSettings, environment } from './config.ts';
import { DatabaseProblem } from './db/database.ts';
import { DirectoryInUse } from './db/pglite.ts';
import { inWords, isTrouble } from './db/trouble.ts';
import { ListenerProblem } from './inbound/listener.ts';
import { MailboxProblem } from './inbound/mailbox-problem.ts';

/** What is wrong around us and not in us; the message has the remedy. */
const problems = [DatabaseProblem, DirectoryInUse, MailboxProblem, ListenerProblem, AddressProblem];

// Who reads us has seen enough (`onrecord messages | head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
process.exitCode = await main(process.argv.slice(2), surroundings());

/** Runs one command. What a user can put right is said in a sentence; only a bug of ours shows a stack. */
async function main([name = 'help', ...args]: string[], io: Io): Promise<number> {
  const row = commands.find((one) => one.name === name);
  try {
    if (!row) {
      if (['help', '--help', '-h'].includes(name)) {
        io.out(overview());
        return 0;
      }
      throw new Usage(`there is no command "${name}". See: onrecord help`);
    }
    const command = await row.load();
    if (args.includes('--help') || args.includes('-h')) {
      io.out(command.help);
      return 0;
    }
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof Usage) return complain(io, [error.message], 2);
    if (error instanceof BadSettings) return complain(io, error.problems, 2);
    if (problems.some((problem) => error instanceof problem) || isSystemError(error)) {
      return complain(io, [error instanceof Error ? error.message : String(error)], 1);
    }
    if (isTrouble(error)) return complain(io, [`the database failed meanwhile: ${inWords(error)}`], 1);
    throw error;
  }
}

function complain(io: Io, lines: readonly string[], code: number): number {
  for (const line of lines) io.err(`onrecord: ${line}`);
  return code;
}

/** A file that is not there, a port in use, a disk that is full: what the system says is enough. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z]+$/.test(error.code)
  );
}

function overview(): string {
  const width = Math.max(...commands.map((row) => row.name.length)) + 2;
  return [
    'Onrecord: decisions and weekly updates by email, kept as a searchable record.',
    '',
    ...commands.map((row) => `  ${row.name.padEnd(width)}${row.summary}`),
    '',
    'onrecord COMMAND --help explains one. Settings come from the environment and .env; .env.example has them all.',
  ].join('\n');
}

function surroundings(): Io {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return {
    env: environment(),
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    stdin: process.stdin,
    terminal: process.stderr.isTTY === true,
    signal: stop.signal,
  };
}
