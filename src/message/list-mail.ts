import { keyword } from './keyword.ts';
import type { Header } from './message.ts';
import { isOurs } from './own-mail.ts';

/**
 * Why what came by a list, or says that it is bulk, is automatic; null where a person writes to or through a list: an answer in a thread,
 * or a message to a list that takes answers with one of our addresses beside it (mail.md D20).
 */
export function listMail(
  headers: readonly Header[],
  recipients: readonly string[],
  ours: readonly string[],
): string | null {
  const first = (name: string) => headers.find((header) => header.name === name)?.value;
  const precedence = keyword(first('precedence') ?? first('x-precedence') ?? '');
  const listed = headers.find(({ name }) => name.startsWith('list-') || name === 'mailing-list');
  const post = first('list-post');
  // RFC 2369 3.4: "NO" is a list that only announces.
  const takesAnswers = (post !== undefined && keyword(post) !== 'no') || (precedence === 'list' && listed);
  const isAnswer = first('in-reply-to') !== undefined || first('references') !== undefined;
  const isToUs = recipients.some((address) => isOurs(address, ours));

  if (precedence === 'auto_reply' || precedence === 'auto-reply') return `Precedence is ${precedence}`;
  if (precedence === 'bulk' || precedence === 'junk') {
    return takesAnswers && isAnswer ? null : `Precedence is ${precedence}`;
  }
  if (!listed && precedence !== 'list') return null;
  if (isAnswer || (takesAnswers && isToUs)) return null;
  return listed ? `it came by a list: it has ${listed.name}` : 'Precedence is list';
}
