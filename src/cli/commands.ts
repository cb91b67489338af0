import type { Command } from './command.ts';
import { rebuildCommand } from './rebuild.ts';
import { verifyCommand } from './verify.ts';

/** In the order in which `onrecord help` lists them. */
export const commands: readonly Command[] = [rebuildCommand, verifyCommand];
