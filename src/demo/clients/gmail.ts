import type { Parts, Written } from './compose.ts';
import type { Original } from './original.ts';
import { asDivs, escaped, quotedHtml, quotedText, writtenAt } from './quote.ts';

/** Both parts; the reply above the quote, "On … wrote:" between. */
export function gmail({ text, inside, original, at, signature }: Written): Parts {
  const signed = signature ? `${text}\n\n-- \n${signature}` : text;
  if (!original)
    return { text: `${signed}\n`, html: `<div dir="ltr">${asDivs(signed)}</div>\n`, headers: {} };
  const { name, address } = original.from;
  const when = attributionDate(original, at.timeZoneId);
  const signatureHtml = signature
    ? `<div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><div dir="ltr">${asDivs(signature)}</div></div>`
    : '';
  return {
    text: `${signed}\n\n${attribution(original, at.timeZoneId)}\n\n${quotedText(original, inside)}\n`,
    html:
      `<div dir="ltr">${asDivs(text)}${signatureHtml}</div><br><div class="gmail_quote gmail_quote_container">` +
      `<div dir="ltr" class="gmail_attr">On ${when} ${escaped(name)} &lt;<a href="mailto:${escaped(address)}">${escaped(address)}</a>&gt; wrote:<br></div>` +
      `<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">` +
      `${quotedHtml(original, inside)}</blockquote></div>\n`,
    headers: {},
  };
}

/** "On Fri, Nov 20, 2026 at 9:00 AM Onrecord <onrecord@example.com> wrote:", which Gmail breaks before the verb where it is long. */
export function attribution(original: Original, zone: string): string {
  const { name, address } = original.from;
  const line = `On ${attributionDate(original, zone)} ${name} <${address}>`;
  return `${line}${line.length > 70 ? '\n' : ' '}wrote:`;
}

function attributionDate(original: Original, zone: string): string {
  const day = writtenAt(original, zone, {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  });
  return `${day} at ${writtenAt(original, zone, { hour: 'numeric', minute: '2-digit' })}`;
}
