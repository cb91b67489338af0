import type { Db, Tx } from '../../db/database.ts';

export interface NoteView {
  readonly position: number;
  readonly member: string;
  readonly at: Date;
  readonly text: string;
}

/** The planning notes of a week, in the order in which they came. */
export function notesOf(db: Db | Tx, team: string, week: string): Promise<NoteView[]> {
  return db
    .selectFrom('log.notes')
    .select(['position', 'member', 'at', 'text'])
    .where('team', '=', team)
    .where('week', '=', week)
    .orderBy('position')
    .execute();
}
