import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { commands } from '../src/cli/commands.ts';

// What people read before they start, held against what there is.

const readme = readFileSync('README.md', 'utf8');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
/** The settings' names as `config.ts` reads them. */
const settings = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
  ([, name]) => name,
);

test('every npm script that the README names exists', () => {
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
  if (readme.includes('npm test')) named.push('test');
  if (readme.includes('npm start')) named.push('start');
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test('every command in the README’s table exists', () => {
  const table = [...readme.matchAll(/^\| `([a-z]+)/gm)].map(([, name = '']) => name);
  expect(table.length).toBeGreaterThan(5);
  expect(table.filter((name) => !commands.some((row) => row.name === name))).toEqual([]);
});

test('every file that the README points to is there', () => {
  const files = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path);
  for (const path of [...files, '.env.example', 'docker-compose.yml', '.ci/run'])
    expect(() => readFileSync(path), path).not.toThrow();
});

test('.env.example explains every setting that is read', () => {
  const explained = [...readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(
    ([, name]) => name,
  );
  expect(settings).toContain('MAIL_ADDRESS');
  expect(settings.filter((name) => !explained.includes(name))).toEqual([]);
});

test('docker-compose.yml sets what is read, and nothing that is not', () => {
  const compose = z
    .object({ services: z.object({ onrecord: z.object({ environment: z.record(z.string(), z.string()) }) }) })
    .parse(parse(readFileSync('docker-compose.yml', 'utf8')));
  const set = Object.keys(compose.services.onrecord.environment);
  expect(set.filter((name) => !settings.includes(name))).toEqual([]);
});
