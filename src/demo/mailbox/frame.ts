import type { Original } from '../clients/original.ts';
import { escaped } from '../clients/quote.ts';

/** What a mail's HTML may do in its frame: look like itself, and open links in the window around it. */
export const frameHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation",
  'cache-control': 'private, no-cache',
};

/** The mail's own HTML as a document; its `mailto:` links open the form for a new mail here, as they open a mail client elsewhere. */
export function frameOf({ html, text }: Original, mailboxPath: string): string {
  const document = html ?? `<pre>${escaped(text)}</pre>`;
  const linked = document.replaceAll(/\bhref="mailto:([^"]*)"/gi, (_, target: string) => {
    return `href="${mailboxPath}/new?${escaped(composeQuery(target.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')))}"`;
  });
  const base = '<base target="_top">';
  return /<head[^>]*>/i.test(linked) ? linked.replace(/<head[^>]*>/i, `$&${base}`) : `${base}${linked}`;
}

/** RFC 6068: to, subject, body and In-Reply-To of a mailto link, as the query of the form. */
function composeQuery(target: string): string {
  const [to = '', fields = ''] = target.split('?', 2);
  const query = new URLSearchParams({ to: decodeURIComponent(to) });
  for (const field of fields.split('&')) {
    const equals = field.indexOf('=');
    const name = field.slice(0, equals).toLowerCase();
    if (['subject', 'body', 'in-reply-to'].includes(name)) query.set(name, decoded(field.slice(equals + 1)));
  }
  return query.toString();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
