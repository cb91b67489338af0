import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

export interface Sink {
  readonly url: URL;
  /** What came since it was asked last. */
  readonly count: () => Promise<z.output<typeof counted>>;
  readonly stop: () => Promise<void>;
}

const listening = z.object({ port: z.number() });
const counted = z.object({ messages: z.number(), octets: z.number() });

export async function startSink(): Promise<Sink> {
  const child = fork(new URL('./sink.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  const { port } = listening.parse(await said(child));
  return {
    url: new URL(`smtp://127.0.0.1:${port}`),
    count: async () => {
      child.send('count');
      return counted.parse(await said(child));
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function said(child: ChildProcess): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message');
  return message;
}
