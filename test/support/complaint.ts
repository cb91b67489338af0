import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type Ended, type Env, onrecord } from './program.ts';

/** Runs a command that has to fail: in words, without a stack. TRANSCRIPT=FILE in the environment writes down what was printed. */
export async function complaint(args: readonly string[], env: Env): Promise<Ended> {
  const ended = await onrecord(args, env);
  note(args, env, `${ended.out}${ended.err}(exit code ${ended.code})`);
  expectWords(`${ended.out}${ended.err}`);
  expect(ended.code).not.toBe(0);
  return ended;
}

/** No stack, neither on lines of its own nor within a line of JSON. */
export function expectWords(printed: string): void {
  expect(printed).not.toMatch(/(^|\\n|\n)\s+at /);
  expect(printed).not.toMatch(/node:internal|triggerUncaughtException/);
}

export function note(args: readonly string[], env: Env, printed: string): void {
  const { TRANSCRIPT } = process.env;
  if (!TRANSCRIPT) return;
  const settings = Object.entries(env).map(([name, value]) => `${name}='${value}' `);
  appendFileSync(TRANSCRIPT, `$ ${settings.join('')}onrecord ${args.join(' ')}\n${printed.trim()}\n\n`);
}
