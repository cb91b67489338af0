import type { Parts, Written } from './compose.ts';
import { asDivs, escaped, quotedHtml, quotedText, writtenAt } from './quote.ts';

/** Both parts, the quote in a blockquote of type cite; answers stand in it, below what they answer. */
export function appleMail({ text, inside, original, at, signature }: Written): Parts {
  const headers = {
    'X-Mailer': 'Apple Mail (2.3864.300.41.1.7)',
    'Mime-Version': '1.0 (Mac OS X Mail 16.0)',
  };
  const end = signature ? `\n\n${signature}` : '';
  if (!original) return { text: `${text}${end}\n`, html: null, headers: { 'X-Mailer': headers['X-Mailer'] } };
  const { name, address } = original.from;
  const day = writtenAt(
    original,
    at.timeZoneId,
    { day: 'numeric', month: 'short', year: 'numeric' },
    'en-GB',
  );
  const time = writtenAt(original, at.timeZoneId, { hour: '2-digit', minute: '2-digit' }, 'en-GB');
  const attribution = `On ${day}, at ${time}, ${name}`;
  const above = text === '' ? '' : `${text}\n\n`;
  return {
    text: `${above}${inside ? '' : end.trimStart() && `${end.trimStart()}\n\n`}> ${attribution} <${address}> wrote:\n> \n${quotedText(original, inside)}\n${inside ? end : ''}\n`,
    html:
      `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>` +
      `<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">` +
      `${asDivs(text)}${inside ? '' : asDivs(end)}<br><div><blockquote type="cite"><div>${attribution} &lt;<a href="mailto:${escaped(address)}">${escaped(address)}</a>&gt; wrote:</div>` +
      `<br class="Apple-interchange-newline"><div>${quotedHtml(original, inside, (answer) => `<div><br></div>${asDivs(answer)}<div><br></div>`)}</div>` +
      `</blockquote></div>${inside ? asDivs(end) : ''}</body></html>\n`,
    headers: { 'X-Mailer': headers['X-Mailer'] },
  };
}
