import type { Account } from '../accounts.ts';
import type { ImapExtension } from '../embedded-mail.ts';
import type { Folder } from '../folder.ts';

/** One connection's state. Commands write untagged responses and give the tagged answer. */
export interface Session {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly extensions: ReadonlySet<ImapExtension>;
  readonly now: () => Date;
  /** Untagged, or a continuation: without its line end. */
  readonly write: (response: string | Buffer) => void;
  account: Account | null;
  selected: Selected | null;
}

export interface Selected {
  readonly name: string;
  readonly folder: Folder;
  readonly readOnly: boolean;
  /** The UIDs by sequence number, as far as the client was told of them. */
  view: readonly number[];
  /** How many messages it was told of, and with which flags. */
  readonly toldFlags: Map<number, string>;
}

export interface Answer {
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly text: string;
}

export const ok = (text: string): Answer => ({ status: 'OK', text });
export const no = (text: string): Answer => ({ status: 'NO', text });
export const bad = (text: string): Answer => ({ status: 'BAD', text });

export function select(session: Session, name: string, folder: Folder, readOnly: boolean): void {
  const entries = folder.list();
  session.selected = {
    name,
    folder,
    readOnly,
    view: entries.map((entry) => entry.uid),
    toldFlags: new Map(entries.map((entry) => [entry.uid, [...entry.flags].join(' ')])),
  };
}

/** Tells what changed in the selected mailbox since the client was told last: EXPUNGE, FETCH with flags, EXISTS (RFC 9051 7.5). */
export function tellChanges(session: Session): void {
  const { selected } = session;
  if (!selected) return;
  const entries = selected.folder.list();
  const existing = new Set(entries.map((entry) => entry.uid));
  for (let index = selected.view.length - 1; index >= 0; index -= 1) {
    if (!existing.has(selected.view[index] ?? 0)) session.write(`* ${index + 1} EXPUNGE`);
  }
  const before = selected.view.filter((uid) => existing.has(uid));
  selected.view = entries.map((entry) => entry.uid);
  if (selected.view.length > before.length) session.write(`* ${selected.view.length} EXISTS`);
  for (const [index, entry] of entries.entries()) {
    const flags = [...entry.flags].join(' ');
    const told = selected.toldFlags.get(entry.uid);
    if (told !== undefined && told !== flags)
      session.write(`* ${index + 1} FETCH (UID ${entry.uid} FLAGS (${flags}))`);
    selected.toldFlags.set(entry.uid, flags);
  }
}

/** INBOX in any case (RFC 9051 5.1); other names as they are. */
export function folderNamed(session: Session, given: string): [string, Folder | null] {
  const name = given.toUpperCase() === 'INBOX' ? 'INBOX' : given;
  return [name, session.account?.folders.get(name) ?? null];
}
