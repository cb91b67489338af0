import type { Parts, Written } from './compose.ts';
import type { Original } from './original.ts';
import { asDivs, escaped, quotedHtml, quotedText, writtenAt } from './quote.ts';

/** Both parts; the reply above the quote, "On … wrote:" between. */
export function gmail(written: Written): Parts {
  const { text, inside, original, at, signature } = written;
  if (written.forwards) return forward(text, written.forwards, at.timeZoneId);
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

/** A note, and below it the head and the text of what is passed on. */
function forward(note: string, passedOn: Original, zone: string): Parts {
  const { from, subject, to, text } = passedOn;
  const head = '---------- Forwarded message ---------';
  const fields = [`Date: ${attributionDate(passedOn, zone)}`, `Subject: ${subject}`, `To: <${to}>`];
  const body = text.trimEnd();
  return {
    text: `${note}\n\n${head}\nFrom: ${from.name} <${from.address}>\n${fields.join('\n')}\n\n\n${body}\n`,
    html:
      `<div dir="ltr">${asDivs(note)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${head}<br>` +
      `From: <strong class="gmail_sendername" dir="auto">${escaped(from.name)}</strong> <span dir="auto">&lt;${escaped(from.address)}&gt;</span><br>` +
      `${fields.map(escaped).join('<br>')}<br></div><br><br>${asDivs(body)}</div>\n`,
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
