import type { Member } from '../plan/record.ts';
import { clip, firstName } from '../wording.ts';

/** The one question about a thread on record in which nothing says what was decided. */
export function questionData(
  member: Member,
  { subject, title, said, url }: { subject: string; title: string; said: string | null; url: string },
) {
  const asks = said === null ? null : clip(said, 300);
  return {
    subject,
    first: firstName(member.name),
    title: clip(title, 90),
    said: asks,
    url,
    preview:
      asks === null ? 'What was decided, in one sentence?' : `Is this the decision: "${clip(asks, 80)}"?`,
  };
}
