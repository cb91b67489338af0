import type { Body } from '../../src/message/message.ts';
import { requests, sent } from './replies/written.ts';

/** The request that the shapes answer. */
export const request = sent(requests.paragraphs);
const line = (text: string) => `${text}\n`;

/** What is repeated until a text has its length. */
const texts: Record<string, string> = {
  'one endless line': 'word and more ',
  'one endless word': 'x',
  'nothing but line ends': '\n',
  'quote marks': '>',
  'deep quotes': line(`${'>'.repeat(60)} text`),
  attributions: line('On Fri, Nov 20, 2026 at 9:00 AM Ana <ana@example.com> wrote:'),
  'broken attributions': line(
    'On Fri, Nov 20, 2026 at 9:00 AM Ana Ruiz of the team\n<ana@example.com> wrote:\n> hi',
  ),
  'header blocks': line('From: a@example.com\nSent: Friday 9:00\nTo: b@example.com\nSubject: hi\n'),
  'header labels': line('From: a'),
  'the question': line('3. What is at risk?'),
  'the question, quoted and answered': line('> 3. What is at risk?\nnone'),
  'the request itself': request.text ?? '',
  'numbers in a line': '1. a 2. b 3. c 4. d ',
  'numbered lines': line('1. a\n2. b\n3. c\n4. d'),
  'a number on each line': line('1'),
  'labels in a line': 'Goal: a Changed: b Risk: c Next: d ',
  'labelled lines': line('Goal: a\nChanged: b\nRisk: c'),
  delimiters: line('-- '),
  closings: line('Best regards,\nBen Okafor\n'),
  'short lines': line('ab'),
  stars: '*',
  'opened links': '<http://x ',
  'wide characters': '目標は',
  emoji: '😀',
  fences: line('```\n1. x'),
  disclaimers: 'This e-mail is confidential and may be privileged. ',
};
const pages: Record<string, string> = {
  'open divisions': '<div>',
  'open quotes': '<blockquote>x',
  'open tags': '<',
  entities: '&#x1F600;',
  'list items': '<ol><li>x',
  'questions in paragraphs': '<p>3. What is at risk?',
  cells: '<table><tr><td>x',
  'hidden words': '<span style="display:none">x</span>y',
};

const repeated = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Every shape, of any length: what mail could be made of to keep a reader busy. */
export const shapes: readonly { readonly name: string; readonly body: (length: number) => Body }[] = [
  ...Object.entries(texts).map(([name, piece]) => ({
    name,
    body: (length: number) => ({ text: repeated(piece, length), html: null }),
  })),
  ...Object.entries(pages).map(([name, piece]) => ({
    name: `${name}, in HTML`,
    body: (length: number) => ({ text: null, html: repeated(piece, length) }),
  })),
  {
    name: 'quotes of quotes',
    body: (length) => ({ text: nested(length), html: null }),
  },
];

/** Each line one ">" deeper than the one above. */
function nested(length: number): string {
  const lines: string[] = [];
  for (let depth = 1, size = 0; size < length; depth += 1) {
    lines.push(`${'>'.repeat(depth)} x`);
    size += depth + 3;
  }
  return lines.join('\n').slice(0, length);
}
