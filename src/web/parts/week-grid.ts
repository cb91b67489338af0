import { absenceOn } from '../../kinds/calendar.ts';
import type { Member, Plan } from '../../kinds/plan/record.ts';
import type { StandingUpdateView } from '../../kinds/updates/queries.ts';
import { type Html, html } from '../html.ts';
import { updatePath, weekPath } from '../paths.ts';
import { shortWeek, weekInWords } from '../times.ts';
import { askedOn } from '../week.ts';

export interface GridWeek {
  readonly week: string;
  /** Addresses of who was asked. */
  readonly asked: ReadonlySet<string>;
  readonly updates: readonly StandingUpdateView[];
  /** It is not over: whoever has not written may still. */
  readonly isCurrent: boolean;
}

/** Members by weeks, in words: wrote, late, away, nothing. */
export function weekGrid(plan: Plan, weeks: readonly GridWeek[]): Html {
  const members = plan.members.filter(
    (member) =>
      member.role !== 'observer' &&
      weeks.some(
        (week) => week.asked.has(member.address) || week.updates.some((one) => one.member === member.address),
      ),
  );
  return html`<table class="weeks">
<caption class="unseen">Who wrote in which week</caption>
<thead><tr><th scope="col"><span class="unseen">Member</span></th>${weeks.map(
    ({ week, isCurrent }) =>
      html`<th scope="col"><a href="${weekPath(plan.team, week)}" title="${weekInWords(week)}">${isCurrent ? 'now' : shortWeek(week)}</a></th>`,
  )}</tr></thead>
<tbody>${members.map(
    (member) =>
      html`<tr><th scope="row">${nameOf(member)}</th>${weeks.map((week) => cell(plan, member, week))}</tr>`,
  )}</tbody>
</table>`;
}

/** A phone has room for the first name. */
function nameOf({ name }: Member): Html {
  const [first = name, ...rest] = name.split(' ');
  return html`${first}${rest.length > 0 && html`<span class="rest"> ${rest.join(' ')}</span>`}`;
}

function cell(plan: Plan, member: Member, { week, asked, updates, isCurrent }: GridWeek): Html {
  const update = updates.find((one) => one.member === member.address);
  if (update) {
    return html`<td class="wrote"><a href="${updatePath(plan, week, member.address)}">${update.late ? 'late' : 'wrote'}<span class="unseen">, ${member.name}, ${shortWeek(week)}</span></a></td>`;
  }
  if (absenceOn(member, askedOn(plan, week))) return html`<td class="away">away</td>`;
  if (!asked.has(member.address)) return html`<td class="none"><span class="unseen">not asked</span></td>`;
  return html`<td class="none"><span class="dash" aria-hidden="true">–</span><span class="word">${isCurrent ? 'not yet' : 'nothing'}</span></td>`;
}
