import { type Document, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { adviceOn } from './advice.ts';
import { planFromFile } from './from-file.ts';
import type { Plan } from './record.ts';
import { type PlanFile, planFile } from './schema.ts';

/** Something in a plan file: where, what, and the way out. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** "members.2.address"; '' is the file. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

export interface Checked {
  /** Null where there are problems. */
  readonly plan: Plan | null;
  readonly problems: readonly Problem[];
  /** Where the plan leaves the method; no errors. */
  readonly advice: readonly Problem[];
}

/** More is no plan of a team. */
const longest = 1_000_000;

/** Reads a plan file. Never throws: whatever is wrong is a problem with its line. */
export function checkPlan(yaml: string): Checked {
  if (yaml.length > longest) {
    const remedy = 'a plan has a few hundred lines: is it the right file?';
    return failed([{ line: 1, column: 1, path: '', message: 'the file is larger than 1 MB', remedy }]);
  }
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, version: '1.2', uniqueKeys: true });
  if (document.errors.length > 0) {
    return failed(
      document.errors.map((error) => ({
        line: error.linePos?.[0].line ?? 1,
        column: error.linePos?.[0].col ?? 1,
        path: '',
        message: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
        remedy: remedyForYaml(error.code),
      })),
    );
  }
  const at = placer(document, lines);
  let content: unknown;
  try {
    // Anchors may make a small file enormous; a plan needs few.
    content = document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failed([
      { ...at([]), message, remedy: 'write the values out instead of repeating them by anchors' },
    ]);
  }
  const result = planFile.safeParse(content, { reportInput: true });
  if (!result.success) return failed(result.error.issues.flatMap((issue) => fromIssue(issue, at)));
  const problems = contradictions(result.data, at);
  if (problems.length > 0) return failed(problems);
  const advice = adviceOn(result.data).map(({ path, message, remedy }) => ({ ...at(path), message, remedy }));
  return { plan: planFromFile(result.data), problems: [], advice };
}

const failed = (problems: Problem[]): Checked => ({
  plan: null,
  problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
  advice: [],
});

type Path = readonly PropertyKey[];
type Place = (path: Path) => Pick<Problem, 'line' | 'column' | 'path'>;

/** The line of a path, or of the nearest thing around it that is there. */
function placer(document: Document, lines: LineCounter): Place {
  return (path) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
      const offset = Array.isArray(range) ? Number(range[0]) : null;
      if (offset === null || (depth === 0 && path.length > 0 && isScalar(node))) continue;
      const { line, col } = lines.linePos(offset);
      return { line, column: col, path: path.join('.') };
    }
    return { line: 1, column: 1, path: path.join('.') };
  };
}

function remedyForYaml(code: string): string {
  if (code === 'TAB_AS_INDENT') return 'indent with spaces, not with tabs';
  if (code === 'DUPLICATE_KEY') return 'keep one of the two';
  if (code === 'BAD_INDENT') return 'line it up with the keys beside it';
  return 'check indentation, colons and quotes; a text with ": " or "#" in it needs quotes around it';
}

function fromIssue(issue: z.core.$ZodIssue, at: Place): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...at([...issue.path, key]),
      message: `"${key}" is no key of ${issue.path.length > 0 ? `"${lastName(issue.path)}"` : 'a plan'}`,
      remedy: suggestion(key, keysAt(issue.path)),
    }));
  }
  const name = lastName(issue.path);
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ ...at(issue.path), message: `"${name}" is missing`, remedy: `add "${name}: …"` }];
  }
  if (issue.code === 'invalid_type') {
    const remedy = {
      string: 'write a text, in quotes where it looks like a number or a date',
      array: 'write a list: each item on a line that begins with "- "',
      object: 'write keys with values, indented under it',
      number: 'write a number, without its unit',
    }[String(issue.expected)];
    return [
      { ...at(issue.path), message: `"${name}" is of the wrong sort`, remedy: remedy ?? issue.message },
    ];
  }
  return [{ ...at(issue.path), message: `"${name}" cannot be understood`, remedy: issue.message }];
}

const lastName = (path: Path) => String(path.findLast((part) => typeof part === 'string') ?? 'the file');

/** The keys that are allowed at a path of the schema. */
function keysAt(path: Path): string[] {
  const names = path.filter((part) => typeof part === 'string');
  const shapes: Record<string, readonly string[]> = {
    '': Object.keys(planFile.shape),
    links: ['board', 'repo', 'call'],
    members: ['name', 'address', 'also', 'role', 'timezone', 'away', 'left', 'receipts'],
    rhythm: ['planning', 'request', 'reminder', 'review'],
    decisions: ['deadline', 'receipts'],
    cycle: ['name', 'starts', 'ends', 'objective', 'key_results'],
    'cycle.key_results': ['id', 'text', 'from', 'to', 'current', 'unit'],
    epics: [
      'slug',
      'name',
      'also',
      'owner',
      'wants',
      'risk',
      'if_it_fails',
      'resume_line',
      'key_results',
      'links',
    ],
    sprints: ['first', 'length', 'goals'],
    'sprints.goals': ['sprint', 'goal', 'key_result'],
    'members.away': ['from', 'to'],
  };
  return [...(shapes[names.join('.')] ?? [])];
}

function suggestion(key: string, known: readonly string[]): string {
  const near = known.find((one) => distance(one, key.toLowerCase()) <= 2);
  return near ? `did you mean "${near}"?` : `use one of ${known.join(', ')}`;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = b[j - 1] === letter ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What each value alone cannot show. */
function contradictions(file: PlanFile, at: Place): Problem[] {
  const problems: Problem[] = [];
  const say = (path: Path, message: string, remedy: string) =>
    problems.push({ ...at(path), message, remedy });
  const unique = (values: readonly { value: string; path: Path }[], what: string) => {
    const seen = new Set<string>();
    for (const { value, path } of values) {
      if (seen.has(value.toLowerCase())) say(path, `${what} "${value}" stands twice`, 'keep one of the two');
      seen.add(value.toLowerCase());
    }
  };
  unique(
    file.members.flatMap((member, m) => [
      { value: member.address, path: ['members', m, 'address'] },
      ...member.also.map((value, a) => ({ value, path: ['members', m, 'also', a] })),
    ]),
    'the address',
  );
  unique(
    file.epics.map((epic, e) => ({ value: epic.slug, path: ['epics', e, 'slug'] })),
    'the epic',
  );
  unique(
    file.epics.flatMap((epic, e) => [
      { value: epic.name, path: ['epics', e, 'name'] },
      ...epic.also
        .filter((alias) => alias.toLowerCase() !== epic.name.toLowerCase())
        .map((value, a) => ({ value, path: ['epics', e, 'also', a] })),
    ]),
    'the name',
  );
  const ids = file.cycle?.key_results.map((one) => one.id) ?? [];
  unique(
    ids.map((value, k) => ({ value, path: ['cycle', 'key_results', k, 'id'] })),
    'the key result',
  );
  if (!file.members.some((member) => member.role === 'lead')) {
    say(['members'], 'nobody is lead', 'write "role: lead" under the member who leads');
  }
  const addresses = file.members.flatMap((member) => [member.address]);
  for (const [e, epic] of file.epics.entries()) {
    if (epic.owner && !addresses.includes(epic.owner)) {
      say(
        ['epics', e, 'owner'],
        `the owner ${epic.owner} is no member`,
        `use the address of one: ${addresses.join(', ')}`,
      );
    }
    for (const [k, id] of epic.key_results.entries()) {
      if (!ids.includes(id)) say(['epics', e, 'key_results', k], `the cycle has no ${id}`, known(ids));
    }
  }
  for (const [g, goal] of (file.sprints?.goals ?? []).entries()) {
    if (goal.key_result && !ids.includes(goal.key_result)) {
      say(['sprints', 'goals', g, 'key_result'], `the cycle has no ${goal.key_result}`, known(ids));
    }
  }
  if (file.cycle && file.cycle.ends <= file.cycle.starts) {
    say(['cycle', 'ends'], 'the cycle ends before it starts', 'put the later date here');
  }
  for (const [m, member] of file.members.entries()) {
    for (const [a, away] of member.away.entries()) {
      if (away.to < away.from)
        say(['members', m, 'away', a, 'to'], 'away ends before it begins', 'put the later date here');
    }
  }
  return problems;
}

const known = (ids: readonly string[]) =>
  ids.length > 0 ? `use one of ${ids.join(', ')}` : 'add key results to the cycle';
