import { createHash } from 'node:crypto';
import sanitize from 'sanitize-html';

/**
 * The HTML of a message as it may be shown (mail.md G33): an allow-list of tags and attributes; no scripts, styles, forms, or anything that is
 * fetched. What a mail client would hide stays hidden. Links open elsewhere and tell nothing; pictures show their description.
 */
export function safeHtml(html: string): string {
  return isTooDeep(html) ? `<pre>${withoutTags(html)}</pre>` : sanitize(html, options);
}

/** Tables in tables in tables are what mail is made of; the sanitiser's time grows with the square of the depth, so what is deeper is shown as text. */
const deepest = 300;
/** These end where the next of their kind begins, or have no end. */
const unnested = new Set('p li dd dt tr td th option br hr img input meta link col base area wbr'.split(' '));

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:]{0,30})/gi)) {
    if (unnested.has(name.toLowerCase())) continue;
    depth = slash ? Math.max(0, depth - 1) : depth + 1;
    if (depth > deepest) return true;
  }
  return false;
}

const withoutTags = (html: string) =>
  html.replace(/<[^<>]*>/g, ' ').replace(/[<>]/g, (char) => (char === '<' ? '&lt;' : '&gt;'));

/** A whole document around `safe` (from `safeHtml`), for the `srcdoc` of a frame with `sandbox="allow-popups allow-popups-to-escape-sandbox"`. */
export function documentFor(safe: string): string {
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer"><base target="_blank">',
    `<style>${style}</style></head><body>${safe}</body></html>`,
  ].join('');
}

const style =
  ':root{color-scheme:light dark;font:17px/1.55 Charter,"Bitstream Charter","Sitka Text",Cambria,serif}' +
  'body{margin:0;overflow-wrap:anywhere}pre{white-space:pre-wrap}table{border-collapse:collapse}td,th{vertical-align:top;padding:0 .5em 0 0}' +
  'blockquote{margin:0 0 0 .5em;padding-left:1em;border-left:2px solid;opacity:.8}';
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; form-action 'none'; base-uri 'none'`;

const words = (text: string) => text.trim().split(/\s+/);

const options: sanitize.IOptions = {
  allowedTags: words(`
    a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del
    dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol
    p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u
    ul var wbr`),
  allowedAttributes: {
    '*': ['dir', 'lang', 'title'],
    a: ['href', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start', 'type', 'reversed'],
    li: ['value'],
    td: ['colspan', 'rowspan', 'align'],
    th: ['colspan', 'rowspan', 'align'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  // Their text is no text of the message either.
  nonTextTags: words(`
    script style title textarea option noscript noembed noframes iframe template xmp plaintext svg math
    object applet audio video canvas select frameset`),
  transformTags: { a: link, img: picture, '*': mark },
  exclusiveFilter: ({ attribs }) => attribs.title === unseen,
};

/** Links lead somewhere as a whole, or are none: a relative one would lead into the archive. */
function link(tagName: string, attributes: sanitize.Attributes): sanitize.Tag {
  const href = destination(attributes.href ?? '');
  const kept = {
    ...(attributes.title && { title: attributes.title }),
    ...(attributes.style && { style: attributes.style }),
  };
  if (href === null) return { tagName, attribs: kept };
  return { tagName, attribs: { ...kept, href, rel: 'noopener noreferrer nofollow', target: '_blank' } };
}

/** Written out by the URL standard, so that a host in look-alike letters shows its A-label; one that pretends to be a user's name is no link. */
function destination(href: string): string | null {
  // What browsers leave out before they read the scheme.
  const text = href.replace(/[\u0000-\u0020\u007f-\u009f]+/g, (run) => (run.includes(' ') ? ' ' : '')).trim();
  if (!/^(?:https?:\/\/|mailto:)/i.test(text) || text.length > 8000) return null;
  const url = URL.parse(text);
  if (url?.username !== '' || url.password !== '') return null;
  return url.href;
}

/** Pictures that came inside the HTML itself; every other one is its description. */
function picture(tagName: string, attributes: sanitize.Attributes): sanitize.Tag {
  const src = (attributes.src ?? '').trim();
  if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*$/i.test(src))
    return { tagName, attribs: attributes };
  const alt = (attributes.alt ?? '').trim();
  return alt === '' ? { tagName: 'span', attribs: {} } : { tagName: 'span', attribs: {}, text: `[${alt}]` };
}

/** Styles are gone when `exclusiveFilter` looks, so what a mail client does not show is marked here and taken out there, with all in it. */
const unseen = 'not shown by a mail client';

function mark(tagName: string, attributes: sanitize.Attributes): sanitize.Tag {
  const isUnseen = isHidden((attributes.style ?? '').slice(0, 2000)) || attributes.hidden !== undefined;
  return { tagName, attribs: isUnseen ? { title: unseen } : attributes };
}

function isHidden(style: string): boolean {
  const rules = style.toLowerCase().replace(/\s+/g, '');
  return /(?:^|;)(?:display:none|visibility:hidden|mso-hide:all)/.test(rules);
}
