/** A plan as it stands: the file's values, and over them what mail set since. Dates are ISO ("2026-10-05"), addresses lower case. */
export interface Plan {
  readonly team: string;
  readonly name: string;
  /** IANA. */
  readonly timezone: string;
  readonly language: string;
  readonly logAddress: string | null;
  readonly links: {
    readonly board: string | null;
    readonly repo: string | null;
    readonly call: string | null;
  };
  readonly members: readonly Member[];
  readonly rhythm: Rhythm;
  readonly holidays: readonly string[];
  readonly decisions: { readonly deadlineHours: number; readonly receipts: Receipts };
  readonly cycle: Cycle | null;
  readonly epics: readonly Epic[];
  readonly sprints: Sprints | null;
}

export type Role = 'lead' | 'member' | 'observer';
export type Receipts = 'always' | 'when-needed' | 'off';

export interface Member {
  readonly name: string;
  readonly address: string;
  readonly also: readonly string[];
  readonly role: Role;
  /** Their own, else the team's. */
  readonly timezone: string;
  /** Both days are away. */
  readonly away: readonly Absence[];
  /** Their last day. */
  readonly left: string | null;
  readonly receipts: Receipts;
}
export interface Absence {
  readonly from: string;
  readonly to: string;
}

/** When each mail goes; null is `off`. */
export interface Rhythm {
  readonly planning: Slot | null;
  readonly request: Slot | null;
  readonly reminder: Slot | null;
  readonly review: Slot | null;
}
export interface Slot {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** "09:00", local. */
  readonly time: string;
}

export interface Cycle {
  readonly name: string;
  readonly starts: string;
  readonly ends: string;
  readonly objective: string;
  readonly keyResults: readonly KeyResult[];
}
export interface KeyResult {
  readonly id: string;
  readonly text: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly current: number | null;
  readonly unit: string;
  /** Of 10, by mail only. */
  readonly confidence: number | null;
}

export interface Epic {
  readonly slug: string;
  readonly name: string;
  readonly also: readonly string[];
  /** A member's address. */
  readonly owner: string | null;
  readonly wants: string;
  readonly risk: string;
  readonly ifItFails: string;
  readonly resumeLine: string;
  readonly keyResults: readonly string[];
  readonly links: readonly string[];
}

export interface Sprints {
  readonly first: string;
  readonly lengthDays: number;
  readonly goals: readonly SprintGoal[];
}
export interface SprintGoal {
  readonly sprint: number;
  readonly goal: string;
  readonly keyResult: string | null;
}

/** A plan was applied, by the local command or by a lead's mail. */
export interface PlanRecord {
  readonly kind: 'plan';
  readonly yaml: string;
  /** As the file says it, before anything that mail set. */
  readonly plan: Plan;
}
