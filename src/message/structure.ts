import { markerLength } from './tokens.ts';

/** A list item, a number, a heading, a label: nobody's mailer put it on a new line, and no signature has it. */
export function startsAnew(text: string): boolean {
  const start = text.slice(0, 60);
  return markerLength(start) > 0 || heading.test(start) || numbered.test(start);
}

const heading = /^\s*(?:#|```|[*_]{0,3}[\p{L}' ]{1,25}\s?(?:[:：=](?!\/\/)|[–—-]\s|->|=>|→|\|))/u;
const numbered =
  /^[\s*_]*(?:\p{L}{1,12}(?!\p{L})\.?\s?){0,3}[([（#]?(?:[\d１-９]{1,2}\s?[.)\]）:：/．、–—-]|\d\ufe0f?\u20e3|[①-⑳])/u;
