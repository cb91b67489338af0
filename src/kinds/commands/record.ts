export type CommandRecord =
  | { readonly kind: 'command'; readonly type: 'away'; readonly from: string; readonly to: string }
  /** From this day on, whatever absence was said before. */
  | { readonly kind: 'command'; readonly type: 'back'; readonly on: string }
  | { readonly kind: 'command'; readonly type: 'help' }
  | { readonly kind: 'command'; readonly type: 'hello' }
  /** "search: words" and "D-7" as the subject of a mail of its own. */
  | { readonly kind: 'command'; readonly type: 'search'; readonly words: string }
  | { readonly kind: 'command'; readonly type: 'show'; readonly decision: number }
  /** It leaves the archive's pages at once, until the operator redacts it or puts it back. */
  | { readonly kind: 'command'; readonly type: 'off-the-record' }
  | { readonly kind: 'command'; readonly type: 'risk'; readonly text: string; readonly epic: string | null }
  | { readonly kind: 'command'; readonly type: 'over'; readonly risk: number }
  /** "unsubscribe" from a kind of mail, and "subscribe" to it again. */
  | { readonly kind: 'command'; readonly type: 'pause'; readonly mail: string; readonly paused: boolean }
  | UpdateRisks;

/** The risks that a member's update of a week lists, all of them: those listed there before and not now are replaced. */
export interface UpdateRisks {
  readonly kind: 'command';
  readonly type: 'update-risks';
  readonly week: string;
  readonly risks: readonly {
    readonly text: string;
    readonly epic: string | null;
    readonly sameAs: number | null;
  }[];
}

/** A risk that stands open. */
export interface OpenRisk {
  readonly number: number;
  readonly text: string;
  readonly epic: string | null;
  readonly member: string;
  /** RFC 3339. */
  readonly since: string;
}
