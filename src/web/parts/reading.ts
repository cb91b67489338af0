import type { Plan } from '../../kinds/plan/record.ts';
import type { QuestionView, ReadingView, RecordView } from '../../reading/how-read.ts';
import { type Html, html, type Part } from '../html.ts';
import { epicPath, updatePath, weekPath } from '../paths.ts';
import { personAt } from '../team.ts';
import { shortWeek } from '../times.ts';
import { decisionInWords } from './decision-record.ts';

const grades: Record<string, string> = {
  local: 'by the command line',
  ours: 'written here',
  strong: 'by signature',
  'trusted-network': 'by From alone',
  token: 'by reply address',
  none: 'not at all',
  failed: 'no, a check failed',
};

/** How a sender was proven, in words that end a sentence. */
export function provenIn(grade: string): string {
  return Object.hasOwn(grades, grade) ? (grades[grade] ?? grade) : grade;
}

/** What was put on record from a message, with links to it. */
export function recordsOf(reading: ReadingView, plan: Plan): Part {
  const { records, member } = reading;
  if (records.length === 0) return 'Nothing.';
  return html`<ul class="plain">${records.map((record) => html`<li>${recordInWords(record, plan, member)}</li>`)}</ul>`;
}

function recordInWords(record: RecordView, plan: Plan, member: string | null): Part {
  const week = typeof record.week === 'string' ? record.week : null;
  if (record.kind === 'update' && week !== null && member !== null) {
    return html`<a href="${updatePath(plan, week, member)}">Update of ${personAt(plan, member).name} for ${shortWeek(week)}</a>`;
  }
  if (record.kind === 'decision') return decisionInWords(record);
  if (record.kind === 'plan') return 'The plan of the team, from here on.';
  const text = (key: string) => {
    const value = record[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  switch (record.type) {
    case 'away':
      return `Away from ${text('from')} to ${text('to')}.`;
    case 'help':
      return 'Asked for the manual.';
    case 'search':
      return `Searched for "${text('words')}".`;
    case 'show':
      return `Asked for D-${text('decision')}.`;
    case 'off-the-record':
      return 'Off the record.';
    case 'hello':
      return 'Said hi: their way in works.';
    case 'pause':
      return record.paused === true
        ? `No ${text('mail')} mails any more.`
        : `The ${text('mail')} mails again.`;
    case 'risk':
      return html`A risk: ${text('text')}${epicOf(record.epic, plan)}`;
    case 'over':
      return html`<a href="/t/${plan.team}/risks?state=resolved#R-${text('risk')}">R-${text('risk')}</a> is over.`;
    case 'update-risks':
      return risksInWords(record, plan);
    case 'sprint-goal':
      return html`Goal of sprint ${text('sprint')}: ${text('goal')}`;
    case 'key-result':
      return `${text('id')} is ${text('value')}.`;
    case 'note':
      return html`A note on the plan of ${week === null ? 'the week' : html`<a href="${weekPath(plan.team, week)}">${shortWeek(week)}</a>`}.`;
    default:
      return record.kind;
  }
}

function risksInWords(record: RecordView, plan: Plan): Part {
  const risks = Array.isArray(record.risks) ? record.risks : [];
  if (risks.length === 0) return 'No risk.';
  return risks.map((risk: unknown, index) => {
    if (typeof risk !== 'object' || risk === null || !('text' in risk)) return null;
    const epic = 'epic' in risk ? risk.epic : null;
    return [index > 0 && html`<br>`, html`A risk: ${String(risk.text)}${epicOf(epic, plan)}`];
  });
}

function epicOf(slug: unknown, plan: Plan): Part {
  const epic = plan.epics.find((one) => one.slug === slug);
  return epic && html` <a href="${epicPath(plan.team, epic.slug)}">${epic.name}</a>`;
}

/** What was asked rather than guessed. */
export function questionInWords(question: QuestionView): string {
  const said = (key: string) => String(question[key] ?? '');
  if (question.about === 'epic') return `Is “${said('said')}” ${said('candidate')}?`;
  if (question.about === 'same-risk') return `Is “${said('text')}” the same as R-${said('risk')}?`;
  return said('ask') || question.about;
}

const outcomes: Record<string, string> = {
  recorded: 'recorded',
  ignored: 'ignored',
  held: 'held',
  unreadable: 'unreadable',
  failed: 'failed',
  pending: 'still to be read',
  waiting: 'waiting to be sent',
  claimed: 'being sent',
  sent: 'sent',
  deferred: 'deferred, will be tried again',
  uncertain: 'uncertain: the server took it and did not answer',
};

/** A state as a word with a mark in front, which a screen reader skips. */
export function stateOf(outcome: string): Html {
  const isTrouble = ['held', 'unreadable', 'failed', 'uncertain'].includes(outcome);
  const isWaiting = ['pending', 'waiting', 'claimed', 'deferred'].includes(outcome);
  const mark = isTrouble ? '!' : isWaiting ? '…' : outcome === 'ignored' ? '–' : '✓';
  return html`<span class="state${isTrouble && ' trouble'}"><span class="tick" aria-hidden="true">${mark}</span> ${Object.hasOwn(outcomes, outcome) ? outcomes[outcome] : outcome}</span>`;
}
