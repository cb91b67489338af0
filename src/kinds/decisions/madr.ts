import { Temporal } from 'temporal-polyfill';
import { stringify } from 'yaml';
import { markdownLine, markdownOf } from '../markdown.ts';
import type { Plan } from '../plan/record.ts';
import { ended } from '../wording.ts';
import type { Step } from './record.ts';
import type { viewOf } from './view.ts';

/** A decision as the API gives it. */
export type Told = ReturnType<typeof viewOf> & {
  readonly history: readonly {
    readonly at: string;
    readonly what: string;
    readonly member: Person | null;
    readonly message: string;
  }[];
};
interface Person {
  readonly name: string;
  readonly address: string;
}
/** One that has a number. */
type Numbered = Told & { readonly number: number };

export interface Place {
  readonly plan: Plan;
  /** Where people reach the archive, without a trailing slash. */
  readonly publicUrl: string;
}

export interface MadrFile {
  readonly name: string;
  readonly number: number;
  readonly text: string;
}

/** A Markdown Any Decision Record (MADR 4.0.0) of each that is decided, superseded or proposed; a contested one is a proposal still. */
export function madrFiles(decisions: readonly Told[], place: Place): MadrFile[] {
  const states = ['proposed', 'contested', 'decided', 'superseded'];
  const told = decisions.filter((one): one is Numbered => one.number !== null && states.includes(one.state));
  const names = new Map(told.map((one) => [one.number, fileName(one)]));
  return told
    .toSorted((one, other) => one.number - other.number)
    .map((decision) => ({
      name: fileName(decision),
      number: decision.number,
      text: madr(decision, place, names),
    }));
}

const adr = (number: number) => String(number).padStart(4, '0');

/** `0012-keep-raw-frames.md`; a title without a Latin letter leaves the number. */
function fileName({ number, title }: Numbered): string {
  const slug = title
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return `${adr(number)}-${slug || 'decision'}.md`;
}

/** Only a file with this is ever overwritten. */
const markOf = ({ team }: Plan, number: number): string =>
  `<!-- Written by onrecord: ${team} D-${number}. What is changed here is lost: a mail changes it. -->`;

/** Whose file a text is, by its mark; null where it is not ours. */
export function markIn(text: string): { team: string; number: number } | null {
  const [, team, number] = /^<!-- Written by onrecord: ([a-z0-9-]+) D-(\d{1,9})\. /m.exec(text) ?? [];
  return team === undefined ? null : { team, number: Number(number) };
}

/** As in template/adr-template.md of MADR 4.0.0, its optional sections where there is something to say. */
function madr(decision: Numbered, place: Place, names: ReadonlyMap<number, string>): string {
  const { number, title, statement, context, options, consequences, revisit } = decision;
  const sections = [
    `# ${markdownLine(title || `D-${number}`)}`,
    `## Context and Problem Statement\n\n${context === null ? 'Nothing was written about it.' : markdownOf(context)}`,
    `## Considered Options\n\n${bullets(options.length > 0 ? options : [statement ?? title])}`,
    `## Decision Outcome\n\n${outcome(decision, place)}`,
    consequences !== null && `### Consequences\n\n${bullets(consequences.split(/\n+/))}`,
    revisit !== null && `### Confirmation\n\nTo be looked at again on ${revisit}.`,
    `## More Information\n\n${more(decision, place, names)}`,
    markOf(place.plan, number),
  ];
  return `${frontMatter(decision, place)}\n${sections.filter((one) => one !== false).join('\n\n')}\n`;
}

function frontMatter(decision: Numbered, { plan }: Place): string {
  const makers = madeBy(decision);
  const consulted = [...decision.answers, ...decision.concerns].map(({ member }) => member);
  const known = [...makers, ...consulted];
  const informed = plan.members.filter((one) => !known.some(({ address }) => address === one.address));
  const last = decision.history.at(-1);
  const fields = {
    status: statusOf(decision),
    ...(last ? { date: dayIn(last.at, plan) } : {}),
    'decision-makers': names(makers),
    consulted: names(consulted.filter((one) => !makers.some(({ address }) => address === one.address))),
    informed: names(informed),
  };
  const said = Object.entries(fields).filter(([, value]) => value !== '');
  return `---\n${stringify(Object.fromEntries(said), { lineWidth: 0 })}---\n`;
}

function statusOf({ state, supersededBy }: Numbered): string {
  if (state === 'superseded')
    return supersededBy === null ? 'deprecated' : `superseded by ADR-${adr(supersededBy)}`;
  return state === 'decided' ? 'accepted' : 'proposed';
}

/** Who decided; of what nobody objected to, who proposed it and who agreed. */
function madeBy(decision: Numbered): Person[] {
  if (decision.decidedBy === 'consensus') {
    const agreed = decision.answers.filter((one) => one.standing && one.answer === '+1');
    return [decision.author, ...agreed.map(({ member }) => member)];
  }
  return [stepOf(decision, 'decided')?.member ?? decision.decider];
}

const names = (people: readonly Person[]) => [...new Set(people.map(({ name }) => name))].join(', ');
const stepOf = ({ history }: Numbered, what: Step['what']) => history.findLast((step) => step.what === what);
const dayIn = (at: string, { timezone }: Plan) =>
  Temporal.Instant.from(at).toZonedDateTimeISO(timezone).toPlainDate().toString();

const bullets = (texts: readonly string[]) =>
  texts
    .filter((text) => text.trim() !== '')
    .map((text) => `* ${markdownLine(text)}`)
    .join('\n');

function outcome(decision: Numbered, { plan }: Place): string {
  const { statement, title, decider, decidedBy, decidedAt, decideBy } = decision;
  const text = statement ?? title;
  const [first = '', ...rest] = text.trim().split(/\n\s*/);
  const chosen = `"${markdownLine(first)}"`;
  const whole = rest.length > 0 ? `\n\n${markdownOf(rest.join('\n'))}` : '';
  if (decidedAt === null) {
    const until = decideBy === null ? '' : `, until ${dayIn(decideBy, plan)}`;
    return `Nothing is chosen yet. Proposed: ${chosen}; ${markdownLine(decider.name)} decides${until}.${whole}`;
  }
  const who = stepOf(decision, 'decided')?.member ?? decider;
  const why =
    decidedBy === 'consensus'
      ? 'no objection stood when its time was up'
      : `${markdownLine(who.name)} decided so`;
  return `Chosen option: ${chosen}, because ${why} (${dayIn(decidedAt, plan)}).${whole}`;
}

/** What was answered, what it replaces, and where the record is. */
function more(decision: Numbered, { plan, publicUrl }: Place, names: ReadonlyMap<number, string>): string {
  const { number, epics, answers, concerns, supersedes, supersededBy, messages, history } = decision;
  const link = (to: number) => {
    const file = names.get(to);
    return file === undefined ? `ADR-${adr(to)}` : `[ADR-${adr(to)}](${file})`;
  };
  const archive = `${publicUrl}/t/${encodeURIComponent(plan.team)}/decisions/${number}`;
  const source =
    history.findLast(({ what }) => what === 'decided' || what === 'proposed')?.message ?? messages[0];
  const lines = [
    ...supersedes.map((one) => `* Supersedes ${link(one)}`),
    ...(supersededBy === null ? [] : [`* Superseded by ${link(supersededBy)}`]),
    ...epics.map(
      (slug) => `* Epic: ${markdownLine(plan.epics.find((one) => one.slug === slug)?.name ?? slug)}`,
    ),
    ...answers.map(answerLine),
    ...concerns.map(concernLine),
    `* On record as [D-${number}](${archive})`,
    ...(source === undefined ? [] : [`* By [this message](${publicUrl}/m/${encodeURIComponent(source)})`]),
  ];
  return lines.join('\n');
}

function answerLine({ member, answer, reason, standing, late }: Told['answers'][number]): string {
  const fate = late ? ' (late)' : standing ? '' : ' (does not count)';
  return `* ${answer} ${markdownLine(member.name)}${fate}${reason === null ? '' : `: ${ended(markdownLine(reason))}`}`;
}

function concernLine({ name, text, member, resolvedBy }: Told['concerns'][number]): string {
  const fate = resolvedBy === null ? 'Not resolved.' : `Resolved by ${markdownLine(resolvedBy.name)}.`;
  return `* Concern ${markdownLine(name)} (${markdownLine(member.name)}): ${ended(markdownLine(text))} ${fate}`;
}
