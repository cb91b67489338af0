import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which folders of src/ a folder may import, besides itself; `all` for those at the edge. As in src/README.md. */
const allowed: Record<string, readonly string[] | 'all'> = {
  message: [],
  db: [],
  store: ['db'],
  inbound: ['store', 'db'],
  proof: ['message', 'store', 'db'],
  kinds: ['message', 'db'],
  reading: ['message', 'store', 'kinds', 'db'],
  outbound: ['message', 'store', 'kinds', 'db'],
  web: ['message', 'store', 'kinds', 'reading', 'db'],
  cli: 'all',
  demo: 'all',
  // Files directly in src/ wire the folders together.
  '.': 'all',
};

interface Import {
  from: string;
  to: string;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);
const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(join('src', from), 'utf8').matchAll(/\bfrom\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/g)].map(
    (match) => ({
      from,
      to: relative('src', join('src', dirname(from), match[1] ?? match[2] ?? '')),
    }),
  ),
);
const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '.') : '.');

describe('the import table', () => {
  it('sees the imports of src/', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('has a row for every folder', () => {
    expect(new Set(files.map(folderOf))).toEqual(new Set(Object.keys(allowed)));
  });

  it('is kept', () => {
    const broken = imports.filter(({ from, to }) => {
      const may = allowed[folderOf(from)];
      return may !== 'all' && folderOf(to) !== folderOf(from) && !may?.includes(folderOf(to));
    });
    expect(broken).toEqual([]);
  });

  it('lets kinds know their siblings by their record types alone', () => {
    const kindOf = (path: string) => /^kinds\/([^/]+)\//.exec(path)?.[1];
    const broken = imports.filter(({ from, to }) => {
      const sibling = kindOf(from) !== undefined && kindOf(to) !== undefined && kindOf(from) !== kindOf(to);
      return sibling && !to.endsWith('/record.ts');
    });
    expect(broken).toEqual([]);
  });
});
