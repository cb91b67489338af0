import { randomUUID } from 'node:crypto';
import { escaped, htmlPiecesOf, moment, piecesOf, quoted, textOf, wrapped } from './quoting.ts';
import type { Answering, Shape } from './shape.ts';

/** Thunderbird: a short attribution without the address, the quote directly under it, text as format=flowed, a signature behind "-- ". */
export function thunderbird(answering: Answering): Shape {
  const { original, zone, style, answers, questions, words, name } = answering;
  const day = moment(original.at, zone, 'en-GB', { day: '2-digit', month: '2-digit', year: 'numeric' });
  const time = moment(original.at, zone, 'en-GB', { hour: '2-digit', minute: '2-digit' });
  const attribution = `On ${day} ${time}, ${original.sender.name} wrote:`;
  const asText = textOf(original.html);
  const isAbove = style === 'above';
  const quote = (piece: string) => quoted(flowed(piece));

  const text = isAbove
    ? [...words.map((line) => flowed(line)), '', '-- ', name, '', attribution, quote(asText)]
    : [
        attribution,
        ...piecesOf(asText, questions).flatMap((piece, index) => {
          const answer = answers[index];
          return [quote(piece), ...(answer === undefined ? [] : ['', flowed(answer), ''])];
        }),
        '',
        '-- ',
        name,
      ];
  const begin = `<blockquote type="cite" cite="mid:${original.messageId.slice(1, -1)}">`;
  const cite = `<div class="moz-cite-prefix">${escaped(attribution)}<br></div>`;
  const signature = `<pre class="moz-signature" cols="72">-- \n${escaped(name)}</pre>`;
  const above = words.map((line) => `<p>${escaped(line)}</p>`).join('\n');
  const html = isAbove
    ? `${above}\n${signature}\n${cite}${begin}${original.html}</blockquote>`
    : `${cite}${htmlPiecesOf(original.html, questions)
        .map((piece, index) => {
          const answer = answers[index];
          const typed = answer === undefined ? '' : `<p>${escaped(answer)}</p>\n`;
          return `${begin}${piece}</blockquote>\n${typed}`;
        })
        .join('')}${signature}`;
  return {
    id: `${randomUUID()}@example.com`,
    boundary: `------------${randomUUID().replaceAll('-', '').slice(0, 24)}`,
    prefix: 'Re',
    headers: ['User-Agent: Mozilla Thunderbird', 'Content-Language: en-GB'],
    textType: 'text/plain; charset=UTF-8; format=flowed',
    text: `${text.join('\n')}\n`,
    html: `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>${html}</body></html>`,
  };
}

/** RFC 3676 4.2: a line that goes on ends with a space. */
const flowed = (text: string) =>
  text
    .split('\n')
    .map((line) => wrapped(line, 71).replaceAll('\n', ' \n'))
    .join('\n');
