/** Lists of words and phrases, with bars between them: long ones stay readable. */
export const words = (...lists: readonly string[]): string[] => lists.flatMap((list) => list.split('|'));
