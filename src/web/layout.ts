import { type Html, html, type Part } from './html.ts';

export interface PageParts {
  readonly title: string;
  readonly body: Part;
}

export function page(parts: PageParts): Html {
  return html`<!doctype html><title>${parts.title}</title>${parts.body}`;
}
