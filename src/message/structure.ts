import { markerLength } from './tokens.ts';

/** A list item, a number, a heading, a label: nobody's mailer put it on a new line, and no signature has it. */
export function startsAnew(text: string): boolean {
  const start = text.slice(0, 60);
  return markerLength(start) > 0 || heading.test(start) || numbered.test(start);
}

const heading =
  /^\s*(?:#|```|[^\p{L}\p{N}]{0,8}[\p{L}' ]{1,25}[\])】*_]{0,3}\s?(?:[:：=](?!\/\/)|[–—-]\s|->|=>|→|\|))/u;
const numbered =
  /^[\s*_]*(?:\p{L}{1,12}(?!\p{L})\.?\s?){0,3}[([（#]?(?:[\d１-９]{1,2}\s?[.)\]）:：/．、–—-]|\d\ufe0f?\u20e3|[①-⑳])/u;

/** "1. ", "(2) ", "3: ": the beginning of an answer, or of an item in one. */
export const isNumbered = (text: string): boolean => numbered.test(text.slice(0, 60));

/** "PS: …", in the languages that have a short form for it. */
export const isPostscript = (text: string): boolean =>
  /^\s*(?:p\.?\s?(?:p\.?\s?)?s|n\.?\s?b|пс|з\.?\s?[ыі]|追伸|附言|추신)[.:,\s：–-]/iu.test(text.slice(0, 20));
