import type { Plan } from './plan/record.ts';

/** The epic that is named outright, else the only one that a text names by `#slug`, name or alias; else null. */
export function epicNamed(plan: Pick<Plan, 'epics'>, name: string, text: string): string | null {
  const wanted = name.toLowerCase();
  const outright = plan.epics.find((epic) =>
    [epic.slug, epic.name, ...epic.also].some((one) => one.toLowerCase() === wanted),
  );
  if (outright) return outright.slug;
  const found = epicsIn(plan, text);
  return found.length === 1 && found[0] !== undefined ? found[0] : null;
}

/** Slugs of the epics that a text names: `#slug` anywhere; name or alias as whole words. In the plan's order. */
export function epicsIn(plan: Pick<Plan, 'epics'>, text: string): string[] {
  const lower = text.toLowerCase();
  return plan.epics
    .filter(
      (epic) =>
        hasWords(lower, `#${epic.slug}`) ||
        [epic.name, ...epic.also].some((one) => hasWords(lower, one.toLowerCase())),
    )
    .map((epic) => epic.slug);
}

/** `words` stands in `text` with no letter, digit or hyphen on either side. Both lower case. */
function hasWords(text: string, words: string): boolean {
  if (words === '') return false;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + words.length] ?? ' ';
    if (!/[\p{L}\p{N}_-]/u.test(before) && !/[\p{L}\p{N}_-]/u.test(after)) return true;
  }
  return false;
}
