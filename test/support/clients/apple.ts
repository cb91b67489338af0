import { randomUUID } from 'node:crypto';
import { escaped, htmlPiecesOf, moment, piecesOf, quoted, textOf } from './quoting.ts';
import type { Answering, Shape } from './shape.ts';

/** Apple Mail: the attribution is inside the quote, the blockquote is `type="cite"`; on a phone "Sent from my iPhone" stands before it. */
export function apple(answering: Answering): Shape {
  const { original, zone, style, answers, questions, words } = answering;
  const { name, address } = original.sender;
  const day = moment(original.at, zone, 'en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  const time = moment(original.at, zone, 'en-GB', { hour: '2-digit', minute: '2-digit' });
  const attribution = `On ${day}, at ${time}, ${name} <${address}> wrote:`;
  const asText = textOf(original.html);
  const isAbove = style === 'above';

  const text = isAbove
    ? [...words, '', 'Sent from my iPhone', '', quoted(`${attribution}\n\n${asText}`, '> ')]
    : [
        '',
        quoted(`${attribution}\n`, '> '),
        ...piecesOf(asText, questions).flatMap((piece, index) => {
          const answer = answers[index];
          return [quoted(piece, '> '), ...(answer === undefined ? [] : ['', answer, ''])];
        }),
      ];
  const begin = `<blockquote type="cite"><div>${escaped(attribution)}</div><br class="Apple-interchange-newline"><div>`;
  const quote = isAbove
    ? `${begin}${original.html}</div></blockquote>`
    : htmlPiecesOf(original.html, questions)
        .map((piece, index) => {
          const start = index === 0 ? begin : '<blockquote type="cite"><div>';
          const answer = answers[index];
          const typed = answer === undefined ? '' : `<div><br></div><div>${escaped(answer)}</div><br>`;
          return `${start}${piece}</div></blockquote>${typed}`;
        })
        .join('');
  const above = words.map((line) => `<div>${escaped(line)}</div>`).join('');
  const signature = '<div id="AppleMailSignature" dir="ltr">Sent from my iPhone</div>';
  return {
    id: `${randomUUID().toUpperCase()}@example.com`,
    boundary: `Apple-Mail=_${randomUUID().toUpperCase()}`,
    prefix: 'Re',
    headers: ['X-Mailer: Apple Mail (2.3826.400.131.1.6)'],
    textType: 'text/plain; charset=utf-8',
    text: `${text.join('\n')}\n`,
    html: `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">${
      isAbove ? `${above}<br>${signature}` : ''
    }<div><br>${quote}</div><br></body></html>`,
  };
}
