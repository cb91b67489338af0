import type { Socket } from 'node:net';
import type { Account } from '../accounts.ts';
import type { ImapExtension } from '../embedded-mail.ts';
import { createCommandReader, type RawCommand } from './command-reader.ts';
import { capabilities, runCommand } from './commands.ts';
import { type Answer, bad, no, type Session, tellChanges } from './session.ts';
import { BadSyntax, readTokens } from './tokens.ts';

export interface ConnectionOptions {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly extensions: ReadonlySet<ImapExtension>;
  readonly now: () => Date;
}

/** Serves one IMAP client until it leaves. */
export function connect(socket: Socket, options: ConnectionOptions): void {
  const write = (response: string | Buffer) => {
    if (!socket.writable) return;
    socket.write(
      typeof response === 'string' ? `${response}\r\n` : Buffer.concat([response, Buffer.from('\r\n')]),
    );
  };
  const session: Session = { ...options, write, account: null, selected: null };
  /** The tag of an IDLE that runs, and what ends its watch. */
  let idle: { tag: string; stop: () => void } | null = null;

  const read = createCommandReader({
    onLiteral: () => write('+ go on'),
    onTooLong: () => {
      write('* BYE too long');
      socket.end();
    },
    onCommand: (command) => {
      if (!idle) return run(command);
      // RFC 2177: only DONE may follow, and it ends the IDLE.
      idle.stop();
      const { tag } = idle;
      idle = null;
      const isDone = command.length === 1 && String(command[0]).toUpperCase() === 'DONE';
      write(isDone ? `${tag} OK no longer idle` : `${tag} BAD DONE was expected`);
    },
  });

  const run = (command: RawCommand) => {
    const [tag = '*', verb = ''] = String(command[0]).split(' ', 2);
    const name = verb.toUpperCase();
    if (name === 'IDLE' && session.extensions.has('IDLE')) {
      write('+ idling');
      idle = { tag, stop: session.selected?.folder.onChange(() => tellChanges(session)) ?? (() => {}) };
      tellChanges(session);
      return;
    }
    const answer = answerTo(session, name, command);
    write(`${tag} ${answer.status} ${answer.text}`);
    if (name === 'LOGOUT') socket.end();
  };

  socket.setNoDelay(true);
  socket.on('data', read);
  // A client that vanishes is its own affair.
  socket.on('error', () => {});
  socket.on('close', () => idle?.stop());
  write(`* OK [CAPABILITY ${capabilities(session)}] onrecord embedded mail`);
}

function answerTo(session: Session, name: string, command: RawCommand): Answer {
  try {
    return runCommand(session, name, readTokens(command).slice(2));
  } catch (error) {
    if (error instanceof BadSyntax) return bad(error.message);
    return no(`[SERVERBUG] ${error instanceof Error ? error.message.replace(/\s+/g, ' ') : error}`);
  }
}
