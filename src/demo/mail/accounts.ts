import { join } from 'node:path';
import { type Folder, openFolder } from './folder.ts';
import { inDirectory, inMemory } from './message-files.ts';

export interface User {
  readonly address: string;
  readonly password: string;
}

/** A person's mailboxes. */
export interface Account extends User {
  /** By name; always an INBOX. */
  readonly folders: ReadonlyMap<string, Folder>;
  readonly inbox: Folder;
}

const otherFolders = ['Archive', 'Sent'];

/** @param dir one folder for each address within it; null keeps everything in memory */
export function openAccounts(
  users: readonly User[],
  dir: string | null,
  now: () => Date,
): ReadonlyMap<string, Account> {
  // RFC 9051 2.3.1.1 proposes the time of creation; of 32 bits.
  const uidValidity = Math.floor(Date.now() / 1000);
  return new Map(
    users.map((user) => {
      const address = user.address.toLowerCase();
      const open = (name: string) =>
        openFolder(
          dir === null ? inMemory(uidValidity) : inDirectory(join(dir, address, name), uidValidity),
          now,
        );
      const inbox = open('INBOX');
      const folders = new Map([['INBOX', inbox], ...otherFolders.map((name) => [name, open(name)] as const)]);
      return [address, { ...user, address, folders, inbox }];
    }),
  );
}
