import { type Entry, type Folder, systemFlags } from '../folder.ts';
import { readImapDate } from './fetch.ts';
import { among, isSequenceSet } from './sequence-set.ts';
import { BadSyntax, type Token, textOf } from './tokens.ts';

type Matches = (entry: Entry) => boolean;

/**
 * The UIDs that match all the keys (RFC 9051 6.4.4): flags, UID and sequence sets, dates, NOT, OR, and HEADER, TEXT and the like as substrings.
 * @param view the UIDs by sequence number
 * @throws BadSyntax for a key that this server does not have
 */
export function search(folder: Folder, view: readonly number[], keys: readonly Token[]): number[] {
  const left = [...keys];
  const conditions: Matches[] = [];
  while (left.length > 0) conditions.push(readKey(folder, view, left));
  const inView = new Set(view);
  return folder
    .list()
    .filter((entry) => inView.has(entry.uid) && conditions.every((matches) => matches(entry)))
    .map((entry) => entry.uid);
}

function readKey(folder: Folder, view: readonly number[], left: Token[]): Matches {
  const token = left.shift();
  if (token?.kind === 'list') {
    const found = new Set(search(folder, view, token.tokens));
    return (entry) => found.has(entry.uid);
  }
  const text = textOf(token);
  const name = text.toUpperCase();
  const argument = () => textOf(left.shift());
  const flag = systemFlags.find((one) => name.endsWith(one.slice(1).toUpperCase()));
  if (flag && name === flag.slice(1).toUpperCase()) return (entry) => entry.flags.has(flag);
  if (flag && name === `UN${flag.slice(1).toUpperCase()}`) return (entry) => !entry.flags.has(flag);
  if (isSequenceSet(text)) {
    const numbers = among(
      text,
      [...view.keys()].map((index) => index + 1),
    );
    const uids = new Set(numbers.map((number) => view[number - 1]));
    return (entry) => uids.has(entry.uid);
  }
  switch (name) {
    case 'ALL':
      return () => true;
    case 'UID': {
      const uids = new Set(among(argument(), view));
      return (entry) => uids.has(entry.uid);
    }
    case 'NOT': {
      const matches = readKey(folder, view, left);
      return (entry) => !matches(entry);
    }
    case 'OR': {
      const either = [readKey(folder, view, left), readKey(folder, view, left)];
      return (entry) => either.some((matches) => matches(entry));
    }
    case 'SINCE': {
      const date = readImapDate(argument());
      return (entry) => entry.internalDate >= date;
    }
    case 'BEFORE': {
      const date = readImapDate(argument());
      return (entry) => entry.internalDate < date;
    }
    case 'HEADER': {
      const field = argument();
      return contains(folder, argument(), new RegExp(`^${field.replace(/[^\w-]/g, '')}:`, 'i'));
    }
    case 'SUBJECT':
    case 'FROM':
    case 'TO':
    case 'CC':
      return contains(folder, argument(), new RegExp(`^${name}:`, 'i'));
    case 'TEXT':
    case 'BODY':
      return contains(folder, argument(), null);
    default:
      throw new BadSyntax(`SEARCH ${name} is not supported here`);
  }
}

/** @param field the line that has to contain it; null is anywhere */
function contains(folder: Folder, wanted: string, field: RegExp | null): Matches {
  const lower = wanted.toLowerCase();
  return (entry) => {
    const text = folder.read(entry.uid).toString();
    if (!field) return text.toLowerCase().includes(lower);
    const header = text.split('\r\n\r\n')[0] ?? '';
    return header
      .split(/\r\n(?![ \t])/)
      .some((line) => field.test(line) && line.toLowerCase().includes(lower));
  };
}
