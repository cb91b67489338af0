/** What of an element, and of those around it, decides how its text is read. */
export interface Element {
  readonly name: string;
  readonly depth: number;
  readonly hidden: boolean;
  /** Its text is no text: styles, scripts. */
  readonly unread: boolean;
  readonly mark: 'signature' | 'quote' | null;
  readonly pre: boolean;
  /** In `<pre>` or `<code>`: what a program printed, more often than words. */
  readonly code: boolean;
  readonly spaced: boolean;
  /** For a list: the number of its next item, or null for bullets. */
  next: number | null;
  readonly list: Element | null;
  readonly level: number;
  /** Word writes the marker of a list item itself, and says so. */
  readonly marker: boolean;
}

/** Attributes that are looked at. */
export const kept = new Set([
  'style',
  'class',
  'id',
  'hidden',
  'start',
  'value',
  'alt',
  'name',
  'data-marker',
  'data-smartmail',
  'type',
  'cite',
]);
/** Elements without content that no end tag closes; `br`, `hr` and `img` are read apart. */
export const empty = new Set([
  'meta',
  'link',
  'input',
  'col',
  'base',
  'area',
  'wbr',
  'source',
  'track',
  'embed',
  'param',
]);
/** Elements whose text is none that a reader sees. */
const unread = new Set([
  'head',
  'style',
  'script',
  'title',
  'xml',
  'template',
  'noscript',
  'object',
  'svg',
  'select',
  'textarea',
]);
/** Of those, the ones with a blank line above and below. */
const spaced = new Set([
  'p',
  'ul',
  'ol',
  'table',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dl',
  'hr',
]);
/** Elements that stand on lines of their own. */
export const blocks = new Set([
  ...spaced,
  ...[
    'div',
    'li',
    'tr',
    'td',
    'th',
    'tbody',
    'thead',
    'caption',
    'dt',
    'dd',
    'section',
    'article',
    'header',
    'footer',
  ],
  ...[
    'main',
    'aside',
    'nav',
    'form',
    'fieldset',
    'center',
    'address',
    'body',
    'html',
    'figure',
    'details',
    'summary',
  ],
]);

/** An element as its tag, its style and the elements around it make it. */
export function elementOf(
  name: string,
  attributes: ReadonlyMap<string, string>,
  parent: Element | undefined,
): Element {
  const style = (attributes.get('style') ?? '').toLowerCase().replaceAll(' ', '');
  const names = ['class', 'id', 'name', 'data-marker', 'data-smartmail']
    .map((key) => attributes.get(key) ?? '')
    .join(' ')
    .toLowerCase();
  const isList = name === 'ul' || name === 'ol';
  const ordered = name === 'ol' ? Number.parseInt(attributes.get('start') ?? '1', 10) || 1 : null;
  return {
    name,
    depth: (parent?.depth ?? 0) + (name === 'blockquote' && !isIndent(style, names) ? 1 : 0),
    hidden: (parent?.hidden ?? false) || attributes.has('hidden') || isHidden(style),
    unread: (parent?.unread ?? false) || unread.has(name),
    // No two clients name what they insert alike, but each name has "signature" or "quote" in it.
    mark:
      names.includes('signature') && !names.includes('prefix')
        ? 'signature'
        : (parent?.mark ?? (name === 'blockquote' && isCited(attributes) ? 'quote' : quoteMark(names))),
    code: (parent?.code ?? false) || name === 'pre' || name === 'code',
    pre:
      name === 'pre' ||
      /white-space:(?:pre|break)/.test(style) ||
      ((parent?.pre ?? false) && !style.includes('white-space')),
    spaced:
      spaced.has(name) && !(name === 'p' && marginless(style, names)) && !(isList && parent?.name === 'li'),
    next: ordered,
    marker: (parent?.marker ?? false) || style.includes('mso-list:ignore'),
    list: name === 'li' ? (parent ?? null) : null,
    level: Math.min((parent?.level ?? 0) + (isList ? 1 : 0), 8),
  };
}

/** Editors indent with a blockquote that has no border; what quotes draws one, or has a class. */
const isIndent = (style: string, names: string) =>
  names.trim() === '' && /(?:^|;)border(?:-left)?:(?:none|0)/.test(style);
/** What Apple's and Mozilla's clients, and the HTML standard, mark a quote with. */
const isCited = (attributes: ReadonlyMap<string, string>) =>
  attributes.get('type')?.toLowerCase() === 'cite' || attributes.has('cite');
const quoteMark = (names: string) => (names.includes('quote') && !names.includes('prefix') ? 'quote' : null);
const isHidden = (style: string) =>
  style.includes('display:none') || style.includes('visibility:hidden') || style.includes('mso-hide:all');
const marginless = (style: string, names: string) =>
  names.includes('mso') || /(?:^|;)margin(?:-top|-bottom)?:0/.test(style);
