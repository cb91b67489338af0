import { type Entry, type Flag, type Folder, systemFlags } from '../folder.ts';
import type { Command } from './commands.ts';
import { fetchMessage, marksSeen, readImapDate } from './fetch.ts';
import { search } from './search.ts';
import { among } from './sequence-set.ts';
import { bad, folderNamed, no, ok, type Selected, type Session } from './session.ts';
import { BadSyntax, listOf, type Token, textOf } from './tokens.ts';

/** The commands on messages, by UID and by sequence number. */
export const messageCommands: readonly { name: string; run: Command; needs: 'login' | 'mailbox' }[] = [
  { name: 'APPEND', run: append, needs: 'login' },
  ...[false, true].flatMap((byUid) => [
    { name: byUid ? 'UID FETCH' : 'FETCH', run: fetch(byUid), needs: 'mailbox' as const },
    { name: byUid ? 'UID SEARCH' : 'SEARCH', run: find(byUid), needs: 'mailbox' as const },
    { name: byUid ? 'UID STORE' : 'STORE', run: store(byUid), needs: 'mailbox' as const },
    { name: byUid ? 'UID COPY' : 'COPY', run: transfer(byUid, false), needs: 'mailbox' as const },
    { name: byUid ? 'UID MOVE' : 'MOVE', run: transfer(byUid, true), needs: 'mailbox' as const },
    { name: byUid ? 'UID EXPUNGE' : 'EXPUNGE', run: expunge(byUid), needs: 'mailbox' as const },
  ]),
];

function fetch(byUid: boolean): Command {
  return (session, args) => {
    const { folder, readOnly } = selectedOf(session);
    const asked = listOf(args[1]);
    const hasUid = asked.some((token) => textOf(token).toUpperCase() === 'UID');
    const items: readonly Token[] = byUid && !hasUid ? [{ kind: 'atom', text: 'UID' }, ...asked] : asked;
    for (const { number, entry } of named(session, args[0], byUid)) {
      session.write(
        Buffer.concat([
          Buffer.from(`* ${number} FETCH (`),
          fetchMessage(folder, entry, items),
          Buffer.from(')'),
        ]),
      );
      if (!readOnly && marksSeen(asked)) folder.setFlags(entry.uid, [...entry.flags, '\\Seen']);
    }
    return ok('fetched');
  };
}

function find(byUid: boolean): Command {
  return (session, args) => {
    const { folder, view } = selectedOf(session);
    const keys = textOf(args[0]).toUpperCase() === 'CHARSET' ? args.slice(2) : args;
    const uids = search(folder, view, keys);
    const numbers = byUid ? uids : uids.map((uid) => view.indexOf(uid) + 1);
    session.write(['* SEARCH', ...numbers].join(' '));
    return ok('searched');
  };
}

function store(byUid: boolean): Command {
  return (session, args) => {
    const { folder, readOnly, toldFlags } = selectedOf(session);
    if (readOnly) return no('[READ-ONLY] the mailbox was opened for reading only');
    const [, sign = '', isSilent] = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(textOf(args[1])) ?? [];
    const flags = flagsAmong(args.slice(2).flatMap(listOf));
    for (const { number, entry } of named(session, args[0], byUid)) {
      const after = combine(entry.flags, sign, flags);
      folder.setFlags(entry.uid, after);
      toldFlags.set(entry.uid, after.join(' '));
      if (!isSilent) session.write(`* ${number} FETCH (UID ${entry.uid} FLAGS (${after.join(' ')}))`);
    }
    return ok('stored');
  };
}

function combine(before: ReadonlySet<Flag>, sign: string, flags: readonly Flag[]): Flag[] {
  if (sign === '+') return [...new Set([...before, ...flags])];
  if (sign === '-') return [...before].filter((flag) => !flags.includes(flag));
  return [...new Set(flags)];
}

/** COPY and MOVE (RFC 6851), with COPYUID where the client can read it (RFC 4315). */
function transfer(byUid: boolean, isMove: boolean): Command {
  return (session, args) => {
    if (isMove && !session.extensions.has('MOVE')) return bad('MOVE is not supported here');
    const source = selectedOf(session);
    if (isMove && source.readOnly) return no('[READ-ONLY] the mailbox was opened for reading only');
    const [, target] = folderNamed(session, textOf(args[1]));
    if (!target) return no('[TRYCREATE] no such mailbox');
    const from: number[] = [];
    const to: number[] = [];
    for (const { entry } of named(session, args[0], byUid)) {
      from.push(entry.uid);
      to.push(copy(source.folder, entry, target));
      if (isMove) source.folder.remove(entry.uid);
    }
    const code = `[COPYUID ${target.uidValidity()} ${from.join(',')} ${to.join(',')}]`;
    if (from.length === 0 || !session.extensions.has('UIDPLUS')) return ok('done');
    if (!isMove) return ok(`${code} copied`);
    session.write(`* OK ${code} moved`);
    return ok('moved');
  };
}

const copy = (folder: Folder, { uid, internalDate, flags }: Entry, target: Folder): number =>
  target.append(folder.read(uid), { internalDate, flags: [...flags] });

function expunge(byUid: boolean): Command {
  return (session, args) => {
    const { folder, readOnly } = selectedOf(session);
    if (readOnly) return no('[READ-ONLY] the mailbox was opened for reading only');
    const uids = byUid ? new Set(named(session, args[0], true).map(({ entry }) => entry.uid)) : null;
    for (const entry of folder.list()) {
      if (entry.flags.has('\\Deleted') && (uids?.has(entry.uid) ?? true)) folder.remove(entry.uid);
    }
    return ok('expunged');
  };
}

function append(session: Session, args: readonly Token[]): ReturnType<Command> {
  const [, folder] = folderNamed(session, textOf(args[0]));
  if (!folder) return no('[TRYCREATE] no such mailbox');
  const message = args.at(-1);
  if (message?.kind !== 'string' || args.length < 2) throw new BadSyntax('APPEND takes a literal');
  const facts = args.slice(1, -1);
  const date = facts.find((token) => token.kind === 'string');
  const flags = flagsAmong(facts.filter((token) => token.kind === 'list').flatMap(listOf));
  const internalDate = date ? readImapDate(textOf(date)) : session.now();
  const uid = folder.append(message.bytes, { internalDate, flags });
  return ok(
    session.extensions.has('UIDPLUS') ? `[APPENDUID ${folder.uidValidity()} ${uid}] appended` : 'appended',
  );
}

/** System flags, in whatever case; keywords are not kept. */
function flagsAmong(tokens: readonly Token[]): Flag[] {
  const names = tokens.map((token) => textOf(token).toLowerCase());
  return systemFlags.filter((flag) => names.includes(flag.toLowerCase()));
}

function named(session: Session, set: Token | undefined, byUid: boolean): { number: number; entry: Entry }[] {
  const { folder, view } = selectedOf(session);
  const entries = new Map(folder.list().map((entry) => [entry.uid, entry]));
  const all = view.map((uid, index) => ({ uid, number: index + 1 }));
  const asked = new Set(among(textOf(set), byUid ? view : all.map(({ number }) => number)));
  return all.flatMap(({ uid, number }) => {
    const entry = entries.get(uid);
    return entry && asked.has(byUid ? uid : number) ? [{ number, entry }] : [];
  });
}

function selectedOf(session: Session): Selected {
  if (!session.selected) throw new BadSyntax('select a mailbox first');
  return session.selected;
}
