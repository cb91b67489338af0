import { raw as asIs, html as template } from 'hono/html';

/** Markup that is safe to put into a page: made by `html`, or vouched for by `trusted`. */
export type Html = ReturnType<typeof asIs>;

/** What may stand in a template. Strings are escaped; null, undefined and booleans are nothing. */
export type Part = Html | string | number | boolean | null | undefined | readonly Part[];

/** A template that escapes every string it is given. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const result = template(strings, ...parts);
  if (result instanceof Promise) throw new Error('a template was given a promise: await it before');
  return result;
}

/** Markup from elsewhere that is known to be safe: an allow-list has cleaned it, or it is a constant. */
export function trusted(markup: string): Html {
  return asIs(markup);
}
