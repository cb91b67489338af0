import type { Folder } from '../mail/folder.ts';

/** Waits until a folder has a mail with this UID or a later one. @returns false where none came in time */
export function arrival(folder: Folder, uid: number, milliseconds: number): Promise<boolean> {
  if (folder.uidNext() > uid) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (came: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(came);
    };
    const timer = setTimeout(end, milliseconds, false);
    const stop = folder.onChange(() => {
      if (folder.uidNext() > uid) end(true);
    });
  });
}
