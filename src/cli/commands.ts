import type { Command } from './command.ts';

/** A row of `onrecord help`. The command's code is loaded when it is called: most commands need a few of the libraries only. */
export interface Row {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** In the order in which `onrecord help` lists them. */
export const commands: readonly Row[] = [
  {
    name: 'demo',
    summary: 'everything on this machine: an example team, mailboxes, nothing installed',
    load: async () => (await import('./demo.ts')).demoCommand,
  },
  {
    name: 'serve',
    summary: 'the service: reads mail, sends what is due, serves the archive',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'tick',
    summary: 'do everything that is due now, once, and end',
    load: async () => (await import('./tick.ts')).tickCommand,
  },
  {
    name: 'plan',
    summary: 'init, check, apply, show and preview the plan of a team',
    load: async () => (await import('./plan.ts')).planCommand,
  },
  {
    name: 'send',
    summary: 'send one of the scheduled mails now, by hand',
    load: async () => (await import('./send.ts')).sendCommand,
  },
  {
    name: 'parse',
    summary: 'how a message would be understood, line by line, and why',
    load: async () => (await import('./parse.ts')).parseCommand,
  },
  {
    name: 'messages',
    summary: 'what arrived and how it was read, what was sent',
    load: async () => (await import('./messages.ts')).messagesCommand,
  },
  {
    name: 'export',
    summary: 'write the decisions as Markdown decision records (MADR)',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'rebuild',
    summary: 'derive every record anew from the stored messages',
    load: async () => (await import('./rebuild.ts')).rebuildCommand,
  },
  {
    name: 'verify',
    summary: 'check the stored messages against their hash chain',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  {
    name: 'token',
    summary: 'make or revoke a token for the API',
    load: async () => (await import('./token.ts')).tokenCommand,
  },
];
