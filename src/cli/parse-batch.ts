import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Plan } from '../kinds/plan/record.ts';
import type { Io } from './command.ts';
import { lineParser } from './parse-line.ts';

/** More threads than these wait for the one that reads and prints. */
const mostThreads = 8;
/** Fewer lines are read sooner than a thread starts. */
const worthAThread = 100;
/** Lines on their way to a thread at once, so that it never waits for the next. */
const ahead = 16;

/** Understands lines as they come, in parallel, and prints the results in their order. */
export async function parseBatch(io: Io, plan: Plan | null): Promise<number> {
  const here = lineParser(plan);
  const threads: Thread[] = [];
  const printing: Promise<string>[] = [];
  let count = 0;
  try {
    for await (const line of linesOf(io.stdin)) {
      if (line.trim() === '') continue;
      count += 1;
      if (count === worthAThread && availableParallelism() > 1) threads.push(...startThreads(plan));
      const idle = threads.toSorted((a, b) => a.waiting() - b.waiting())[0];
      printing.push(idle ? idle.answer(line) : here(line));
      while (printing.length > ahead * Math.max(1, threads.length)) io.out((await printing.shift()) ?? '');
    }
    for (const result of printing) io.out(await result);
    return 0;
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

interface Thread {
  readonly answer: (line: string) => Promise<string>;
  readonly waiting: () => number;
  readonly stop: () => Promise<unknown>;
}

const startThreads = (plan: Plan | null) =>
  Array.from({ length: Math.min(mostThreads, availableParallelism()) }, () => startThread(plan));

function startThread(plan: Plan | null): Thread {
  const worker = new Worker(new URL('./parse-thread.ts', import.meta.url), { workerData: plan });
  const asked: { resolve: (result: string) => void; reject: (error: Error) => void }[] = [];
  worker.on('message', (result: string) => asked.shift()?.resolve(result));
  worker.on('error', (error: Error) => {
    for (const one of asked.splice(0)) one.reject(error);
  });
  return {
    answer: (line) =>
      new Promise((resolve, reject) => {
        asked.push({ resolve, reject });
        worker.postMessage(line);
      }),
    waiting: () => asked.length,
    stop: () => worker.terminate(),
  };
}

/** Lines end at "\n" alone: U+2028 stands in real mail, and in JSON strings. */
async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (
      rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    ).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest + decoder.decode();
}
