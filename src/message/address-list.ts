import { normaliseAddress } from './address.ts';
import { addressTokens } from './address-tokens.ts';
import { decodeOctets, decodeWords, withoutControls } from './encoded-words.ts';
import type { Address } from './message.ts';

/**
 * The mailboxes of a From, To or Cc value (RFC 5322 3.4), groups opened, at most `most`. `value` is undecoded: an encoded word is part of a
 * display name and never of an address (RFC 2047 5). What holds no address is left out.
 */
export function addressList(value: string, most: number): Address[] {
  const found: Address[] = [];
  let mailbox = empty();
  const finish = () => {
    for (const address of addressesOf(mailbox)) if (found.length < most) found.push(address);
    mailbox = empty();
  };
  for (const { kind, text, written } of addressTokens(decodeOctets(value))) {
    if (kind === 'comment') mailbox.comments.push(text);
    else if (kind === 'angle') mailbox.angles.push(text);
    else if (written === ',' || written === ';') finish();
    // The name of a group says nothing about who gets the mail.
    else if (written === ':') mailbox = mailbox.angles.length > 0 ? mailbox : empty();
    else if (kind !== 'space' || mailbox.words.at(-1)?.written !== ' ') mailbox.words.push({ text, written });
    if (found.length >= most) return found;
  }
  finish();
  return found;
}

interface Mailbox {
  readonly words: { text: string; written: string }[];
  readonly comments: string[];
  readonly angles: string[];
}
const empty = (): Mailbox => ({ words: [], comments: [], angles: [] });

function addressesOf({ words, comments, angles }: Mailbox): Address[] {
  if (angles.length > 0) {
    const name = tidy(words.map((word) => word.text).join(''));
    return angles.flatMap((angle) => {
      // RFC 5322 4.4: a route ("@relay.example:") before the address says nothing.
      const address = normaliseAddress(withoutComments(angle.replace(/^\s*@[^:]*:/, '')));
      return address === '' ? [] : { name, address };
    });
  }
  const written = words
    .map((word) => word.written)
    .join('')
    .trim();
  const parts = written.startsWith('"')
    ? [written]
    : written.replaceAll(' @', '@').replaceAll('@ ', '@').split(' ');
  const name = tidy(comments.join(' '));
  return parts.flatMap((part) => {
    const address = part.includes('=?') ? '' : normaliseAddress(part);
    return address === '' ? [] : { name, address };
  });
}

/** RFC 5322 4.4: comments and white space may stand between the pieces of an address. */
function withoutComments(angle: string): string {
  let address = '';
  for (const { kind, written } of addressTokens(angle)) {
    if (kind !== 'comment' && kind !== 'space') address += written;
  }
  return address;
}

const tidy = (name: string) => withoutControls(decodeWords(name)).replace(/\s+/g, ' ').trim();
