import { randomBytes } from 'node:crypto';
import { escaped, htmlPiecesOf, moment, piecesOf, textOf } from './quoting.ts';
import type { Answering, Shape } from './shape.ts';

const paragraph = (text: string) => `<p class="MsoNormal">${escaped(text)}<o:p></o:p></p>`;
const empty = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>';

/** Outlook on Windows: no quote marks at all, a block of From, Sent, To and Subject above the original, and Word's HTML. */
export function outlook(answering: Answering): Shape {
  const { original, zone, style, answers, questions, words, name, address } = answering;
  const day = moment(original.at, zone, 'en-US', {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
  });
  const time = moment(original.at, zone, 'en-US', { hour: 'numeric', minute: '2-digit' });
  const fields = [
    ['From', `${original.sender.name} <${original.sender.address}>`],
    ['Sent', `${day} ${time}`],
    ['To', `${name} <${address}>`],
    ['Subject', original.subject],
  ];
  const asText = textOf(original.html);
  const isAbove = style === 'above';

  const text = [
    ...(isAbove ? words : ['See below.']),
    '',
    ...fields.map(([field, value]) => `${field}: ${value}`),
    '',
    ...(isAbove
      ? [asText]
      : piecesOf(asText, questions).flatMap((piece, index) => {
          const answer = answers[index];
          return [piece, '', ...(answer === undefined ? [] : [answer, ''])];
        })),
  ];
  const block = fields.map(([field, value = '']) => `<b>${field}:</b> ${escaped(value)}`).join('<br>\n');
  const body = isAbove
    ? original.html
    : htmlPiecesOf(original.html, questions)
        .map((piece, index) => {
          const answer = answers[index];
          return answer === undefined ? piece : `${piece}${paragraph(answer)}${empty}`;
        })
        .join('');
  return {
    id: `AS8PR${randomBytes(16).toString('hex').toUpperCase()}@AS8PR01MB1234.eurprd01.prod.outlook.com`,
    boundary: `_000_AS8PR${randomBytes(12).toString('hex').toUpperCase()}_`,
    prefix: 'RE',
    headers: [
      'Thread-Topic: four lines',
      `Thread-Index: ${randomBytes(22).toString('base64')}`,
      'Accept-Language: en-GB, en-US',
      'Content-Language: en-US',
      'X-MS-Has-Attach:',
    ],
    textType: 'text/plain; charset="utf-8"',
    // Word ends each paragraph with an empty line.
    text: `${text.join('\n')}\n`,
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="Generator" content="Microsoft Word 15 (filtered medium)"><style><!--
p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Aptos",sans-serif;}
--></style></head><body lang="EN-GB" link="#467886" vlink="#96607D"><div class="WordSection1">
${(isAbove ? words : ['See below.']).map(paragraph).join('\n')}
${empty}
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${block}<o:p></o:p></p></div></div>
${empty}
${body}
</div></body></html>`,
  };
}
