import type { MessageFiles } from './message-files.ts';

/** System flags that are kept. Keywords are not: PERMANENTFLAGS says so. */
export const systemFlags = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'] as const;
export type Flag = (typeof systemFlags)[number];

/** One message of a folder, without its bytes. */
export interface Entry {
  readonly uid: number;
  readonly internalDate: Date;
  readonly flags: ReadonlySet<Flag>;
  /** Octets. */
  readonly size: number;
}

/** An IMAP mailbox: messages under UIDs that only ever grow while UIDVALIDITY stays (RFC 9051 2.3.1.1). */
export interface Folder {
  readonly uidValidity: () => number;
  readonly uidNext: () => number;
  /** In order of UID. */
  readonly list: () => readonly Entry[];
  /** @throws where there is no such message */
  readonly read: (uid: number) => Buffer;
  /** @returns its UID */
  readonly append: (raw: Uint8Array, facts?: { internalDate?: Date; flags?: readonly Flag[] }) => number;
  readonly setFlags: (uid: number, flags: readonly Flag[]) => void;
  readonly remove: (uid: number) => void;
  /** Gives every message a new UID under a new UIDVALIDITY, as a server does that lost its index. */
  readonly renumber: () => void;
  /** Called after every change. @returns how to stop that */
  readonly onChange: (listener: () => void) => () => void;
}

/** @param now for the internal date of what is appended without one */
export function openFolder(files: MessageFiles, now: () => Date): Folder {
  let { uidValidity, uidNext, entries } = files.load();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const find = (uid: number): Entry => {
    const entry = entries.find((one) => one.uid === uid);
    if (!entry) throw new Error(`there is no message with UID ${uid}`);
    return entry;
  };
  return {
    uidValidity: () => uidValidity,
    uidNext: () => uidNext,
    list: () => entries,
    read: (uid) => files.read(find(uid)),
    append: (raw, facts = {}) => {
      const entry: Entry = {
        uid: uidNext,
        internalDate: facts.internalDate ?? now(),
        flags: new Set(facts.flags),
        size: raw.byteLength,
      };
      files.write(entry, raw);
      uidNext += 1;
      entries = [...entries, entry];
      changed();
      return entry.uid;
    },
    setFlags: (uid, flags) => {
      const before = find(uid);
      const after = { ...before, flags: new Set(flags) };
      files.rename(before, after);
      entries = entries.map((one) => (one === before ? after : one));
      changed();
    },
    remove: (uid) => {
      const entry = find(uid);
      // The UID of the last message is not given again after it is gone.
      files.keepNumbers(uidValidity, uidNext);
      files.remove(entry);
      entries = entries.filter((one) => one !== entry);
      changed();
    },
    renumber: () => {
      uidValidity += 1;
      uidNext = entries.length + 1;
      const renumbered = entries.map((before, index) => ({ before, after: { ...before, uid: index + 1 } }));
      for (const { before, after } of renumbered) if (before.uid !== after.uid) files.rename(before, after);
      entries = renumbered.map(({ after }) => after);
      files.keepNumbers(uidValidity, uidNext);
      changed();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
