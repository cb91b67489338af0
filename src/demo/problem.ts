/** The demo cannot start; the message says why and what to do. */
export class DemoProblem extends Error {
  override name = 'DemoProblem';
}
