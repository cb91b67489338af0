import { parentPort, workerData } from 'node:worker_threads';
import type { Plan } from '../kinds/plan/record.ts';
import { lineParser } from './parse-line.ts';

// A thread of `parse --batch`: a line in, a result out, in order.

const plan: Plan | null = workerData;
const answer = lineParser(plan);
let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (line: string) => {
  last = last.then(async () => parentPort?.postMessage(await answer(line)));
});
