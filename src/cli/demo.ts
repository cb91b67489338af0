import { startDemo } from '../demo/demo.ts';
import { DemoProblem } from '../demo/problem.ts';
import { sayGone, sayHere, usualDirectory } from '../demo/running.ts';
import { type Command, type Io, readArguments, Usage } from './command.ts';

export const demoCommand: Command = {
  help: `onrecord demo [--port N] [--dir D] [--fresh]

Everything on this machine, with nothing installed: database, mail server, service, an example team of seven with four weeks behind it,
and a mailbox page for each of them. Nothing leaves the machine. Ends at Ctrl-C, and keeps its state for the next start.
  --port N    where the pages are (default 3000)
  --dir D     where the state is kept (default ${usualDirectory})
  --fresh     throws the state away and begins anew`,
  run: async (args, io) => {
    const { values } = readArguments('demo', {
      args,
      options: { port: { type: 'string' }, dir: { type: 'string' }, fresh: { type: 'boolean' } },
    });
    const port = Number(values.port ?? 3000);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Usage(`--port "${values.port}" is not a port: write a number like 3001`);
    const began = performance.now();
    io.signal.addEventListener('abort', () => endSoon(io), { once: true });
    try {
      const demo = await startDemo({
        dir: values.dir ?? usualDirectory,
        port,
        fresh: values.fresh === true,
        logLevel: io.env.LOG_LEVEL,
        say: io.err,
        ...(io.terminal ? { progress: drawn() } : {}),
        signal: io.signal,
      });
      try {
        sayHere(demo.running);
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        io.out(`Onrecord's demo is ready after ${seconds} s: ${demo.url}`);
        io.out('');
        io.out('What to try first:');
        for (const [index, step] of demo.steps.entries()) {
          io.out(`  ${index + 1}. ${step.text}`);
          io.out(`     ${demo.url}${step.href}`);
        }
        io.out('');
        io.out(`All mailboxes: ${demo.url}/mailbox   The API: ${demo.url}/api/docs/   Stop: Ctrl-C`);
        await stopped(io.signal);
      } finally {
        sayGone(demo.running);
        await demo.stop();
      }
    } catch (error) {
      if (io.signal.aborted) return 0;
      if (!(error instanceof DemoProblem)) throw error;
      io.err(`onrecord: ${error.message}.`);
      return 1;
    }
    return 0;
  },
};

/** A database that is just being made cannot be interrupted. What was kept survives an end at any moment, and what was unfinished begins anew. */
function endSoon(io: Io): void {
  io.err('Stopping …');
  setTimeout(() => process.exit(0), 1500).unref();
}

/** One line on the terminal that is drawn over itself. */
function drawn(): (share: number) => void {
  return (share) => {
    process.stderr.write(
      `\r  ${'█'.repeat(Math.round(share * 40)).padEnd(40, '░')} ${Math.round(share * 100)} %${share >= 1 ? '\n' : ''}`,
    );
  };
}

const stopped = (signal: Io['signal']) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
