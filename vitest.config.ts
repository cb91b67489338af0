import { defineConfig } from 'vitest/config';

// Four suites, by what they need: nothing; an embedded database; embedded mail as well; real servers (CI alone).
const suite = (name: string, include: string[], globalSetup: string[] = []) => ({
  test: { name, include, globalSetup, testTimeout: 20_000, hookTimeout: 60_000 },
});

// A snapshot of a migrated database, made once: see there.
const database = ['test/support/snapshot.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      suite('unit', ['test/**/*.unit.test.ts']),
      suite('database', ['test/**/*.db.test.ts'], database),
      suite('mail', ['test/**/*.mail.test.ts'], database),
      suite('system', ['test/**/*.system.test.ts']),
    ],
  },
});
