import { type Html, html } from '../html.ts';
import { page } from '../layout.ts';
import type { Problem } from '../problem.ts';

/** What went wrong and what to do about it, in words. */
export function errorPage(problem: Problem): Html {
  return page({
    title: problem.title,
    body: html`<p>${problem.message}</p>`,
  });
}
