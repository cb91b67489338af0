import type { Decision } from '../kinds/decisions/record.ts';
import type { MailKind } from './draft.ts';

/** `reliability/proposal/D-12/ben@example.com`; `…/D-12.2/…` when it is proposed again. Without a recipient it is the one that the log reads. */
export function decisionKey(
  team: string,
  kind: MailKind,
  { number, round }: Pick<Decision, 'number' | 'round'>,
  recipient?: string,
): string {
  const name = round > 1 ? `D-${number}.${round}` : `D-${number}`;
  return [team, kind, name, ...(recipient === undefined ? [] : [recipient])].join('/');
}
