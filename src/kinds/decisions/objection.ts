import { clip, ended, nameOf } from '../wording.ts';
import { type DecisionMail, deadlineIn, reasonText, titleOf } from './compose.ts';
import type { Decision } from './record.ts';

export interface Spoken {
  readonly decision: Decision;
  readonly member: string;
  readonly what: 'objects' | 'asks';
  readonly name: string | null;
  readonly words: string;
}

/** What somebody said against it, or asked, in their own words. */
export function objectionData(mail: Omit<DecisionMail, 'decision'>, spoken: readonly [Spoken, ...Spoken[]]) {
  const { plan, member } = mail;
  const [first] = spoken;
  const { decision } = first;
  const who = nameOf(plan, first.member);
  const objects = spoken.some(({ what }) => what === 'objects');
  const decides = decision.decider === member.address;
  const by = decision.decideBy && deadlineIn(plan, member, decision.decideBy);
  return {
    subject: mail.subject,
    url: mail.url,
    who,
    items: spoken.map((one) => ({
      opening: `${who} ${verbOf(one)} D-${one.decision.number}, ${titleOf(one.decision)}:`,
      words: ended(clip(reasonText(one.words), 1200)),
    })),
    objects,
    standing: objects
      ? standsUntil(who, decides ? 'you decide' : `${nameOf(plan, decision.decider)} decides`)
      : null,
    by: decision.state === 'proposed' ? by : null,
    number: decision.number,
    decides: decides && objects,
    preview: `${who}: ${clip(reasonText(first.words), 100)}`,
  };
}

function verbOf({ what, name }: Spoken): string {
  if (what === 'asks') return 'asks about';
  return name === null ? 'objects to' : `raises concern ${name} about`;
}

const standsUntil = (who: string, decides: string) => `It stands until ${who} lifts it, or ${decides}.`;
