export type PlanningRecord =
  | {
      readonly kind: 'planning';
      readonly type: 'sprint-goal';
      readonly sprint: number;
      readonly goal: string;
      readonly keyResult: string | null;
    }
  | {
      readonly kind: 'planning';
      readonly type: 'key-result';
      readonly id: string;
      readonly value: number;
      readonly confidence: number | null;
    }
  | { readonly kind: 'planning'; readonly type: 'note'; readonly week: string; readonly text: string };
