import type { Temporal } from 'temporal-polyfill';
import { epicsIn } from '../epics.ts';
import type { Question } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip } from '../wording.ts';
import {
  deadlineInProse,
  defaultDeadline,
  type Moment,
  readDeadline,
  readRevisit,
  type Writing,
} from './dates.ts';
import type { FieldName } from './field-names.ts';
import type { Value } from './fields.ts';
import type { Fields } from './record.ts';
import { epicsNamed, memberNamed, numbersOf, optionsOf, reversedIn, textOf, unquoted } from './values.ts';

/** What stands in a message about one decision, before it is read. */
export interface Written {
  readonly main: 'decision' | 'proposal';
  readonly title: string;
  readonly statement: string;
  readonly fields: ReadonlyMap<FieldName, Value>;
  /** All that its author wrote beside it: epics and deadlines may stand in prose. */
  readonly prose: string;
}

export interface Known {
  readonly plan: Plan;
  readonly author: Member;
  readonly writing: Writing;
}

/** Reads the fields of a block; what cannot be understood is asked about, and is nobody's guess meanwhile. */
export function fieldsOf(written: Written, known: Known): { fields: Fields; questions: Question[] } {
  const { fields, statement, prose } = written;
  const { plan, author } = known;
  const questions: Question[] = [];
  const text = (name: FieldName) => unquoted(textOf(fields.get(name)));
  const epic = text('epic');
  const said = text('decider');
  const member = said === '' ? null : memberNamed(plan, said, author);
  if (said !== '' && !member)
    questions.push({
      about: 'answer',
      said,
      ask: `who is "${clip(said, 60)}"? Write "Decider:" and the name of a member.`,
    });
  const deadline = written.main === 'proposal' ? deadlineOf(text('decideBy'), prose, known) : null;
  if (deadline?.ask) questions.push({ about: 'date', said: text('decideBy'), ask: deadline.ask });
  const again = text('revisit') === '' ? null : readRevisit(text('revisit'), known.writing);
  if (again && again.day === null) questions.push({ about: 'date', said: text('revisit'), ask: again.ask });
  const context = text('context');
  const consequences = text('consequences');
  return {
    fields: {
      title: written.title,
      statement,
      context: context === '' ? null : context,
      options: optionsOf(fields.get('options')).map(unquoted),
      consequences: consequences === '' ? null : consequences,
      epics: epic === '' ? epicsIn(plan, `${written.title}\n${statement}\n${prose}`) : epicsNamed(plan, epic),
      decider: member?.address ?? null,
      decideBy: deadline?.at?.toString() ?? null,
      revisit: again?.day ?? null,
      supersedes: [...new Set([...numbersOf(text('supersedes')), ...reversedIn(`${statement}\n${prose}`)])],
    },
    questions,
  };
}

/** What the field says, else what the prose asks for, else the team's default. A field that is not understood gives no deadline until its author answers. */
function deadlineOf(
  said: string,
  prose: string,
  { plan, writing }: Known,
): { at: Temporal.Instant | null; ask: string | null } {
  const inProse = said === '' ? deadlineInProse(prose) : null;
  const found: Moment | null =
    said !== '' ? readDeadline(said, writing) : inProse === null ? null : readDeadline(inProse, writing);
  if (found && (said !== '' || found.at !== null)) return { at: found.at, ask: found.ask };
  return {
    at: defaultDeadline(plan.decisions.deadlineHours, writing.sentAt, plan.timezone, plan.holidays),
    ask: null,
  };
}
