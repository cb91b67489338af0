export const questions = ['goal', 'changed', 'risk', 'next'] as const;
export type Question = (typeof questions)[number];

/** Word for word (product.md §2); they are asked, quoted and aligned by this text. */
export const questionTexts: Record<Question, string> = {
  goal: 'What goal did I work toward?',
  changed: 'What changed because of my work?',
  risk: 'What is at risk?',
  next: 'What will I focus on next?',
};

/** '' where a question was not answered. */
export type Answers = Record<Question, string>;

/** What one message says for one week. A later one replaces the answers it gives and leaves the rest. */
export interface UpdateRecord {
  readonly kind: 'update';
  readonly week: string;
  /** Only what this message answers. */
  readonly answers: Partial<Answers>;
  readonly notes: string;
  /** Slugs. */
  readonly epics: readonly string[];
  /** "Same as last week": the week whose answers stand again. */
  readonly repeats: string | null;
}
