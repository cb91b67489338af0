/**
 * The database's own trouble, which is over when the database is back: connection (08), another transaction in the way (40), resources and
 * disk full (53), operator (57), system (58), or a broken socket, which has no SQLSTATE.
 */
export function isTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|40|53|57|58)...$/.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /connection (terminated|ended|error)|timeout exceeded when trying to connect/i.test(error.message)
  );
}

/** What an error says, on one line. Where a name has several addresses and none answers, the error has a code and no words. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return (error.message || code).replace(/\s+/g, ' ').trim();
}

/** For the log: trouble in words; anything else may be a bug, and keeps its stack. */
export function logged(error: unknown): { problem: string } | { err: unknown } {
  return isTrouble(error) ? { problem: inWords(error) } : { err: error };
}
