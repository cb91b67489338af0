import { Temporal } from 'temporal-polyfill';
import type { Answer, Concern, Decision, Vote } from '../../kinds/decisions/record.ts';
import { roundOf } from '../../kinds/decisions/rounds.ts';
import { silentAt } from '../../kinds/decisions/silent.ts';
import type { Member, Plan } from '../../kinds/plan/record.ts';
import { type Html, html, type Part } from '../html.ts';
import { messagePath } from '../paths.ts';
import { memberAt, personAt } from '../team.ts';
import type { Around } from './decision-state.ts';
import { words } from './letter.ts';

type Identifiers = ReadonlyMap<number, string>;

/** A message as the end of a line about it. */
export function messageLink(position: number, text: Part, { plan }: Around, ids: Identifiers): Html {
  return html`<a href="${messagePath(plan.team, ids.get(position) ?? String(position))}">${text}</a>`;
}

const votes: Record<Vote, string> = {
  '+1': 'agrees',
  '+0': 'leans to yes',
  '-0': 'leans to no',
  '-1': 'objects',
};

/** Who answered what, and who was silent. Null where nobody was ever asked. */
export function answersSection(decision: Decision, around: Around, ids: Identifiers): Part {
  const { answers, proposedAt } = decision;
  if (proposedAt === null && answers.length === 0) return null;
  return html`<section aria-labelledby="answers"><h2 id="answers">Answers</h2>
${
  answers.length > 0
    ? html`<ul class="rows answers">${answers.map((one) => answer(one, decision, around, ids))}</ul>`
    : html`<p class="empty">None${isOpen(decision) && ', so far'}.</p>`
}
${proposedAt !== null && silence(decision, around)}</section>`;
}

function answer(given: Answer, decision: Decision, around: Around, ids: Identifiers): Html {
  const { member, answer, reason, at, position } = given;
  const why = whyNot(given, decision, around.plan);
  return html`<li${why !== null && html` class="past"`}><span class="id">${answer}</span>
<div><strong>${personAt(around.plan, member).name}</strong> ${answer === '-1' && why === null ? html`<span class="old">${votes[answer]}</span>` : votes[answer]}
${reason !== null && words(reason)}
<span class="by">${messageLink(position, around.times.at(new Date(at)), around, ids)}${why !== null && ` · ${why}`}</span></div></li>`;
}

/** Why an answer does not count; null where it does. */
function whyNot(
  { standing, late, answer, reason, member, at }: Answer,
  decision: Decision,
  plan: Plan,
): string | null {
  if (standing) return null;
  if (late) return 'late, does not count';
  if (memberAt(plan, member)?.role === 'observer') return 'an observer’s, does not count';
  if (answer === '-1' && reason === null) return 'without a reason, does not count';
  const round = roundOf(decision);
  return round.what === 'reopened' && at < round.at ? 'before it was reopened' : 'taken back';
}

const isOpen = ({ state }: Decision) => state === 'proposed' || state === 'contested';

function silence(decision: Decision, around: Around): Part {
  const { plan, now } = around;
  const closed = decision.history.findLast(
    ({ what }) => what === 'decided' || what === 'contested' || what === 'withdrawn',
  );
  const at = decision.state === 'proposed' || !closed ? now : Temporal.Instant.from(closed.at);
  const { silent, away } = silentAt(plan, decision, at);
  const names = (members: readonly Member[]) => members.map((member) => member.name).join(', ');
  const said = [
    silent.length > 0 && `${isOpen(decision) ? 'Not yet' : 'No answer'}: ${names(silent)}.`,
    away.length > 0 && `Away: ${names(away)}.`,
  ].filter((one) => one !== false);
  return said.length > 0 && html`<p class="by">${said.join(' ')}</p>`;
}

/** Objections with a name: what stands first. */
export function concernsSection({ concerns }: Decision, around: Around, ids: Identifiers): Part {
  if (concerns.length === 0) return null;
  const standing = concerns.filter((one) => one.standing && one.resolvedBy === null);
  const others = concerns.filter((one) => !standing.includes(one));
  return html`<section aria-labelledby="concerns"><h2 id="concerns">Concerns</h2>
<ul class="rows concerns">${[...standing, ...others].map((one) => concern(one, around, ids))}</ul></section>`;
}

function concern(raised: Concern, around: Around, ids: Identifiers): Html {
  const { name, text, member, position, resolvedBy, resolvedPosition, standing } = raised;
  const isOver = resolvedBy !== null || !standing;
  const became =
    resolvedBy !== null
      ? html`resolved by ${personAt(around.plan, resolvedBy).name}${resolvedPosition !== null && html`, ${messageLink(resolvedPosition, 'message', around, ids)}`}`
      : standing
        ? html`<span class="old">stands</span>`
        : 'does not count';
  return html`<li${isOver && html` class="past"`}><span class="id">${name}</span>
<div>${words(text)}
<span class="by">${personAt(around.plan, member).name}, ${messageLink(position, 'message', around, ids)} · ${became}</span></div></li>`;
}
