/** Something that a request cannot have, with the status that says so. Answered as RFC 9457 problem details under /api, else as a page. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly title: string;
  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

export const notFound = (detail: string): Problem => new Problem(404, 'Not found', detail);
