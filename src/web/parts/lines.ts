import type { PartView } from '../../reading/how-read.ts';
import { type Html, html, type Part } from '../html.ts';
import { count } from '../times.ts';

/**
 * A message line by line: the author's words stand out, what is quoted or boilerplate is folded, never removed.
 * @param showRules beside each line that is not the author's, why
 */
export function readLines(parts: readonly PartView[], showRules: boolean): Html {
  return html`<div class="lines">${groupsOf(parts).map((one) => group(one, showRules))}</div>`;
}

interface Group {
  readonly whose: string;
  readonly rule: string;
  readonly lines: readonly string[];
}

/** A group this short is shown as it stands: a fold would be longer than what it hides. */
const SHORT = 1;

function group({ whose, rule, lines }: Group, showRules: boolean): Part {
  const text = lines.join('\n').replace(/^\n+|\n+$/g, '');
  if (text === '') return null;
  if (whose === 'author') return html`<p class="own" title="${inWords(whose, rule)}">${text}</p>`;
  if (lines.length <= SHORT) {
    return html`<p class="not-own"><span class="unseen">${inWords(whose, rule)}: </span><span class="text">${text}</span>${showRules && html`<span class="rule" aria-hidden="true">${inWords(whose, rule)}</span>`}</p>`;
  }
  return html`<details class="fold"><summary>${count(lines.length, 'line')}, ${inWords(whose, rule)}</summary><p class="not-own">${text}</p></details>`;
}

/** Neighbours of the same owner, and for what is folded of the same rule; a blank line belongs to what stands before it. */
function groupsOf(parts: readonly PartView[]): Group[] {
  const groups: { whose: string; rule: string; lines: string[] }[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    const isSame =
      last &&
      (part.text === '' ||
        (last.whose === part.whose && (part.whose !== 'folded' || last.rule === part.rule)));
    if (isSame) last.lines.push(part.text);
    else groups.push({ whose: part.whose, rule: part.rule, lines: [part.text] });
  }
  return groups;
}

const owners: Record<string, string> = {
  author: 'own words',
  original: 'quoted from our mail',
  quoted: 'quoted',
};

function inWords(whose: string, rule: string): string {
  const name = rule.replaceAll('-', ' ');
  if (whose === 'folded') return name;
  const owner = Object.hasOwn(owners, whose) ? owners[whose] : whose;
  return rule === 'own' || rule === 'aligned' ? `${owner}` : `${owner} (${name})`;
}
