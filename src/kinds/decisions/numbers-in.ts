import type { Message } from '../../message/message.ts';

/** More numbers than these in one mail are a list of them. */
const most = 50;

/** The decisions that a message names: "D-7", wherever it stands, quoted or not. */
export function numbersIn({ subject, body }: Pick<Message, 'subject' | 'body'>): number[] {
  const found = new Set<number>();
  for (const text of [subject, body.text ?? '', body.html ?? '']) {
    for (const match of text.matchAll(/(?<![\p{L}\p{N}])(?:D[-‐‑–]?|supersedes\W{1,6})(\d{1,6})(?!\d)/giu)) {
      if (found.size < most) found.add(Number(match[1]));
    }
  }
  return [...found];
}
