import type { Command } from './command.ts';
import { messagesCommand } from './messages.ts';
import { rebuildCommand } from './rebuild.ts';
import { sendCommand } from './send.ts';
import { serveCommand } from './serve.ts';
import { tickCommand } from './tick.ts';
import { tokenCommand } from './token.ts';
import { verifyCommand } from './verify.ts';

/** In the order in which `onrecord help` lists them. */
export const commands: readonly Command[] = [
  serveCommand,
  tickCommand,
  sendCommand,
  messagesCommand,
  rebuildCommand,
  verifyCommand,
  tokenCommand,
];
