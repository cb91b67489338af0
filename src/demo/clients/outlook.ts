import type { Parts, Written } from './compose.ts';
import type { Original } from './original.ts';
import { escaped, quotedHtml, writtenAt } from './quote.ts';

/** Both parts; the reply above, then a block of From, Sent, To and Subject, and the original without any mark. */
export function outlook({ text, original, at, signature }: Written): Parts {
  const signed = signature ? `${text}\n\n${signature}` : text;
  const typed = signed
    .split('\n')
    .map(
      (line) =>
        `<p class="MsoNormal">${line === '' ? '<o:p>&nbsp;</o:p>' : `${escaped(line)}<o:p></o:p>`}</p>`,
    )
    .join('\n');
  const head = original ? headerBlock(original, at.timeZoneId) : [];
  const headHtml = head.map(([name, value]) => `<b>${name}:</b> ${escaped(value)}`).join('<br>\n');
  const quote = original
    ? `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${headHtml}<o:p></o:p></p></div></div>\n` +
      `<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n${quotedHtml(original)}`
    : '';
  const below = original
    ? `\n\n${head.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${original.text.trimEnd()}\n`
    : '\n';
  return {
    text: `${signed}${below}`,
    html:
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">` +
      `<meta name="Generator" content="Microsoft Word 15 (filtered medium)"></head>\n` +
      `<body lang="EN-US" link="#0563C1" vlink="#954F72"><div class="WordSection1">\n${typed}\n${quote}\n</div></body></html>\n`,
    headers: {},
  };
}

function headerBlock(original: Original, zone: string): [string, string][] {
  const { name, address } = original.from;
  const day = writtenAt(original, zone, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
  const time = writtenAt(original, zone, { hour: 'numeric', minute: '2-digit' });
  return [
    ['From', `${name} <${address}>`],
    ['Sent', `${day} ${time}`],
    ['To', original.to],
    ['Subject', original.subject],
  ];
}
