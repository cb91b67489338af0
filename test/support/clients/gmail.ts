import { randomBytes } from 'node:crypto';
import { escaped, htmlPiecesOf, moment, piecesOf, quoted, textOf, wrapped } from './quoting.ts';
import type { Answering, Shape } from './shape.ts';

const blockquote =
  '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">';

/** Gmail in a browser: a div for each line, the quote in `gmail_quote`, text wrapped at 78 columns, the attribution wrapped with it. */
export function gmail(answering: Answering): Shape {
  const { original, zone, style, answers, questions, words } = answering;
  const { name, address } = original.sender;
  const day = moment(original.at, zone, 'en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  });
  const time = moment(original.at, zone, 'en-US', { hour: 'numeric', minute: '2-digit' });
  const attribution = `On ${day} at ${time.replace(' ', '\u202f')} ${name} <${address}> wrote:`;
  const link = `On ${day} at ${time.replace(' ', '\u202f')} ${escaped(name)} &lt;<a href="mailto:${address}">${address}</a>&gt; wrote:<br>`;
  const attributionHtml = `<div dir="ltr" class="gmail_attr">${link}</div>`;
  const asText = textOf(original.html);
  const isAbove = style === 'above';

  const text = isAbove
    ? [...words, '', wrapped(attribution, 78), '', quoted(wrapped(asText, 76))]
    : [
        wrapped(attribution, 78),
        '',
        ...piecesOf(asText, questions).flatMap((piece, index) => {
          const answer = answers[index];
          return [quoted(wrapped(piece, 76)), ...(answer === undefined ? [] : ['', wrapped(answer, 78), ''])];
        }),
      ];
  const quoteBegins = `<div class="gmail_quote gmail_quote_container">${attributionHtml}${blockquote}`;
  const html = isAbove
    ? `<div dir="ltr">${words.map((line) => `<div>${escaped(line)}</div>`).join('')}</div><br>${quoteBegins}${original.html}</blockquote></div>`
    : `<div dir="ltr"><div dir="ltr"><br></div><br>${quoteBegins}${htmlPiecesOf(original.html, questions)
        .map((piece, index) => {
          const answer = answers[index];
          return answer === undefined
            ? piece
            : `${piece}</blockquote><div><br></div><div>${escaped(answer)}</div><div><br></div>${blockquote}`;
        })
        .join('')}</blockquote></div></div>`;
  return {
    id: `CA${randomBytes(24).toString('base64url')}@mail.gmail.com`,
    boundary: `000000000000${randomBytes(8).toString('hex')}`,
    prefix: 'Re',
    headers: [],
    textType: 'text/plain; charset="UTF-8"',
    text: `${text.join('\n')}\n`,
    html: `${html}\n`,
  };
}
