/** Something that a request cannot have, with the status that says so. Answered as RFC 9457 problem details under /api, else as a page. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly title: string;
  /** Where there is no session: pages say how to get in. */
  readonly needsSignIn: boolean;
  constructor(status: number, title: string, detail: string, needsSignIn = false) {
    super(detail);
    this.status = status;
    this.title = title;
    this.needsSignIn = needsSignIn;
  }
}

export const notFound = (detail: string): Problem => new Problem(404, 'Not found', detail);
