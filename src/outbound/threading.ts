import { proposalSubject, titleOf } from '../kinds/decisions/compose.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import { roundOf } from '../kinds/decisions/rounds.ts';
import type { Member } from '../kinds/plan/record.ts';
import { clip } from '../kinds/wording.ts';
import { isNamed, type ThreadMessage } from './decision-thread.ts';
import type { MailKind } from './draft.ts';

/**
 * A subject that keeps a mail in the recipient's thread: Gmail splits where it changes. Who had the thread's first message keeps its subject;
 * the others have that of the request.
 */
export function subjectFor(
  kind: MailKind,
  member: Member,
  decision: Decision,
  [first]: readonly ThreadMessage[],
): string {
  const asked =
    decision.proposedAt === null ? `D-${decision.number} ${titleOf(decision)}` : proposalSubject(decision);
  if (kind === 'proposal') return asked;
  const had = first !== undefined && isNamed(member, new Set(first.addresses));
  const own = kind !== 'nudge' && had ? withoutReply(first.subject) : '';
  return `Re: ${own === '' ? asked : clip(own, longestSubject)}`;
}

/** A header line of its own length, and no page of it. */
const longestSubject = 200;

function withoutReply(subject: string): string {
  const rest = subject.replace(/^(?:re|aw|antw|sv|réf?)\s*:\s*/i, '').trim();
  return rest === subject.trim() ? rest : withoutReply(rest);
}

export interface Around {
  readonly thread: readonly ThreadMessage[];
  /** The recipient's own request for an answer. */
  readonly request: { readonly position: number; readonly messageId: string } | null;
  /** The position of the message that the mail tells of. */
  readonly said: number | null;
}

/** Of the thread's newest messages; with the root, the proposal and what leads to it twenty at most. */
const newest = 12;

/** Message-IDs, the oldest first (RFC 5322 3.6.4): what leads to the proposal, the proposal, the recipient's request, and what came since. */
export function referencesFor(
  kind: MailKind,
  decision: Decision,
  { thread, request, said }: Around,
): string[] {
  const at = decision.history.find(({ what }) => what === 'proposed')?.position ?? decision.key.position;
  const proposal = thread.find(({ position }) => position === at);
  const before = proposal?.references ?? [];
  const since = thread.filter(
    ({ position }) => position > at && position <= (said ?? Number.POSITIVE_INFINITY),
  );
  const round = since.filter(({ position }) => position === roundOf(decision).position);
  const follows = kind === 'proposal' || kind === 'nudge' ? round : since.slice(-newest);
  const later = [...follows, ...(request && kind !== 'proposal' ? [request] : [])];
  const ids = [
    ...before.slice(0, 1),
    ...before.slice(-5),
    ...(proposal ? [proposal.messageId] : []),
    // What a mail tells of is what it follows.
    ...later.toSorted((a, b) => order(a, said) - order(b, said)).map(({ messageId }) => messageId),
  ];
  return [...new Set(ids)];
}

const order = ({ position }: { position: number }, last: number | null) =>
  position === last ? Number.POSITIVE_INFINITY : position;
