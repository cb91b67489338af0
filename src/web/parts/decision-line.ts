import type { Decision } from '../../kinds/decisions/record.ts';
import { clip } from '../../kinds/wording.ts';
import { type Html, html, type Part } from '../html.ts';
import { decisionPath } from '../paths.ts';
import { type Around, objectors, stateInWords } from './decision-state.ts';
import { epicLinks } from './letter.ts';

const longest = 240;

/** Decisions one below the other: number, title, statement, state. */
export function decisionList(
  decisions: readonly Decision[],
  around: Around,
  /** What stands below a title; its statement, unless said otherwise. */
  said: (decision: Decision) => string = statementOf,
): Html {
  return html`<ul class="rows decisions">${decisions.map((one) => line(one, around, said(one)))}</ul>`;
}

/** One line each: for pages that are about something else. */
export function decisionLines(decisions: readonly Decision[], around: Around): Html {
  return decisionList(decisions, around, () => '');
}

function line(decision: Decision, around: Around, said: string): Html {
  const { state, number, title } = decision;
  const epics = decision.epics.filter((slug) => slug !== around.epic);
  const isOpen = state === 'proposed' || state === 'contested';
  const against = isOpen && objectors(decision, around);
  return html`<li${(state === 'withdrawn' || state === 'superseded') && html` class="past"`}>
<span class="id">${number !== null && `D-${number}`}</span>
<div><a class="subject" href="${decisionPath(around.plan.team, decision)}">${title || '(no subject)'}</a>
${said !== '' && html`<span class="said block">${said}</span>`}
<span class="by">${stateInWords(decision, around)}${against && html` · ${against}`}${epics.length > 0 && html` · ${epicLinks(epics, around.plan)}`}</span></div>
</li>`;
}

/** Where it says more than the title. */
export function statementOf({ statement, title }: Decision): string {
  if (statement === null || isSame(statement, title)) return '';
  return clip(statement, longest);
}

export const isSame = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** For the team's page: the title of a list, or nothing where it is empty. */
export function decisionSection(
  id: string,
  title: Part,
  decisions: readonly Decision[],
  around: Around,
): Part {
  if (decisions.length === 0) return null;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${decisionLines(decisions, around)}</section>`;
}
