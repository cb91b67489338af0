import { defineConfig } from 'vitest/config';

// Four suites, by what they need: nothing; an embedded database; embedded mail as well; real servers (CI alone).
const suite = (name: string, include: string[]) => ({
  test: { name, include, testTimeout: 20_000, hookTimeout: 60_000 },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      suite('unit', ['test/**/*.unit.test.ts']),
      suite('database', ['test/**/*.db.test.ts']),
      suite('mail', ['test/**/*.mail.test.ts']),
      suite('system', ['test/**/*.system.test.ts']),
    ],
  },
});
