import type { Body } from '../../../src/message/message.ts';
import { escapeHtml, fill, type Request, type Written, wrap } from './written.ts';

/** How a mail client writes a reply. Shapes are those of the programs named; the words in them are made up. */
export type Client = (written: Written, request: Request) => Body;

interface Shape {
  /** One line of the author's. */
  readonly line: (text: string) => string;
  readonly head: string;
  /** The quoted request; null where answers stand in blockquotes cut open. */
  readonly open: string;
  readonly close: string;
  /** Ends and begins the quote around an answer; false where answers are typed inside it. */
  readonly cuts: boolean;
}

function htmlOf(written: Written, request: Request, shape: Shape): string {
  const lines = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text) => shape.line(text === '' ? '<br>' : escapeHtml(text))).join('');
  const answer = (texts: readonly string[] | undefined) =>
    !texts || texts.length === 0
      ? ''
      : shape.cuts
        ? `${shape.close}${lines(texts)}${shape.open}`
        : lines(texts);
  const behind = (written.behind ?? []).map((text) => (text === '' ? '' : ` ${escapeHtml(text)}`));
  const body = fill(request.html.replace(/^.*<body>|<\/body>.*$/gs, ''), behind, (question) =>
    answer(written.under?.[question - 1]),
  );
  return `${lines(written.top)}${shape.head}${shape.open}${body}${shape.close}${lines(written.bottom)}`;
}

interface TextShape {
  readonly head: readonly string[];
  readonly prefix: string;
  /** Author's lines inside the quote are prefixed as well. */
  readonly inside?: boolean;
  readonly margin?: number;
}

function textOf(written: Written, request: Request, shape: TextShape): string {
  const margin = shape.margin ?? 100_000;
  const own = (texts: readonly string[] | undefined) => wrap(texts ?? [], margin);
  const behind = (written.behind ?? []).map((text) => (text === '' ? '' : ` ${text}`));
  const marked = fill(request.text, behind, (question) => {
    const lines = written.under?.[question - 1];
    return lines && lines.length > 0
      ? `${['', ...lines, ''].map((line) => `\u0001${line}`).join('\n')}\n`
      : '\n';
  });
  const quoted = marked
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const answer = line.startsWith('\u0001');
      const text = answer ? line.slice(1) : line;
      if (answer && !shape.inside) return wrap([text], margin);
      return wrap([text], margin - shape.prefix.length).map((one) => `${shape.prefix}${one}`.trimEnd());
    });
  const above = own(written.top);
  return [
    ...above,
    ...(above.length > 0 ? [''] : []),
    ...shape.head,
    ...quoted,
    ...(written.bottom ? [''] : []),
    ...own(written.bottom),
    '',
  ].join('\n');
}

const div = (text: string) => `<div>${text}</div>`;
const ours = 'Onrecord &lt;<a href="mailto:onrecord@example.com">onrecord@example.com</a>&gt;';

const prefixed =
  (head: readonly string[], margin?: number): Client =>
  (written, request) => ({
    text: textOf(written, request, { head, prefix: '> ', ...(margin === undefined ? {} : { margin }) }),
    html: null,
  });

const block = (labels: readonly [string, string][], rule: string): { text: string[]; html: string } => ({
  text: [rule, ...labels.map(([label, value]) => `${label}: ${value}`), ''].filter(
    (line, at) => at > 0 || line !== '',
  ),
  html: labels.map(([label, value]) => `<b>${label}:</b> ${escapeHtml(value)}<br>`).join('\n'),
});

const english: [string, string][] = [
  ['From', 'Onrecord <onrecord@example.com>'],
  ['Sent', 'Friday, November 20, 2026 9:00 AM'],
  ['To', 'Ben Okafor <ben@example.com>'],
  ['Subject', 'Ben, four lines for Friday? (W47)'],
];
const german: [string, string][] = [
  ['Von', 'Onrecord <onrecord@example.com>'],
  ['Gesendet', 'Freitag, 20. November 2026 09:00'],
  ['An', 'Ben Okafor <ben@example.com>'],
  ['Betreff', 'Ben, four lines for Friday? (W47)'],
];

const withBlock = (
  labels: [string, string][],
  rule: string,
  htmlHead: (html: string) => string,
  line: (text: string) => string,
): Client => {
  const head = block(labels, rule);
  return (written, request) => ({
    text: textOf(written, request, { head: head.text, prefix: '' }),
    html: htmlOf(written, request, { line, head: htmlHead(head.html), open: '', close: '', cuts: false }),
  });
};

const quoting =
  (head: string, textHead: string, tag: string, cuts: boolean, margin = 78): Client =>
  (written, request) => ({
    text: textOf(written, request, {
      head: [...wrap([textHead], margin), ''],
      prefix: '> ',
      margin,
      inside: !cuts,
    }),
    html: htmlOf(written, request, { line: div, head, open: tag, close: '</blockquote>', cuts }),
  });

export const clients: Record<string, Client> = {
  gmail: quoting(
    `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Fri, Nov 20, 2026 at 9:00 AM ${ours} wrote:<br></div>`,
    'On Fri, Nov 20, 2026 at 9:00 AM Onrecord <onrecord@example.com> wrote:',
    '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">',
    true,
  ),
  gmailInside: quoting(
    `<br><div class="gmail_quote"><div class="gmail_attr">On Fri, Nov 20, 2026, 9:00 AM ${ours} wrote:<br></div>`,
    'On Fri, Nov 20, 2026, 9:00 AM Onrecord <onrecord@example.com> wrote:',
    '<blockquote class="gmail_quote">',
    false,
  ),
  appleMail: quoting(
    '<br><div><br><blockquote type="cite"><div>On 20. Nov 2026, at 09:00, Onrecord &lt;onrecord@example.com&gt; wrote:</div></blockquote></div>',
    'On 20. Nov 2026, at 09:00, Onrecord <onrecord@example.com> wrote:',
    '<blockquote type="cite"><div dir="ltr">',
    true,
    100_000,
  ),
  thunderbird: quoting(
    '<div class="moz-cite-prefix">Am 20.11.26 um 09:00 schrieb Onrecord:<br></div>',
    'Am 20.11.26 um 09:00 schrieb Onrecord:',
    '<blockquote type="cite" cite="mid:x@example.com">',
    true,
    72,
  ),
  fastmail: quoting(
    '<div>On Fri, 20 Nov 2026, at 9:00 AM, Onrecord wrote:<br></div>',
    'On Fri, 20 Nov 2026, at 9:00 AM, Onrecord wrote:',
    '<blockquote type="cite" id="qt">',
    true,
    76,
  ),
  mailRu: quoting(
    `<div><br></div><div>Пятница, 20 ноября 2026, 9:00 +03:00 от ${ours}:</div>`,
    'Пятница, 20 ноября 2026, 9:00 +03:00 от Onrecord <onrecord@example.com>:',
    '<blockquote style="border-left:1px solid #0857A6">',
    false,
  ),
  zoho: quoting(
    `<div>---- On Fri, 20 Nov 2026 09:00:17 +0100 <b>${ours}</b> wrote ----</div>`,
    '---- On Fri, 20 Nov 2026 09:00:17 +0100 Onrecord <onrecord@example.com> wrote ----',
    '<blockquote style="margin:0px">',
    false,
    100_000,
  ),
  spark: quoting(
    `<div name="messageReplySection">On 20 Nov 2026 at 9:00 AM +0100, ${ours}, wrote:<br>`,
    'On 20 Nov 2026 at 9:00 AM +0100, Onrecord <onrecord@example.com>, wrote:',
    '<blockquote type="cite">',
    true,
  ),
  roundcube: quoting(
    '<p id="reply-intro">On 2026-11-20 09:00, Onrecord wrote:</p>',
    'On 2026-11-20 09:00, Onrecord wrote:',
    '<blockquote type="cite">',
    true,
    72,
  ),
  mutt: prefixed(['On Fri, Nov 20, 2026 at 09:00:17AM +0100, Onrecord wrote:'], 72),
  gnus: prefixed(['Onrecord <onrecord@example.com> writes:', ''], 72),
  gnusBare: prefixed(['Onrecord writes:', ''], 72),
  evolution: prefixed(['On Fri, 2026-11-20 at 09:00 +0100, Onrecord wrote:']),
  k9: prefixed(['On November 20, 2026 9:00:17 AM GMT+01:00, Onrecord <onrecord@example.com> wrote:']),
  horde: prefixed(['Zitat von Onrecord <onrecord@example.com>:', '']),
  japaneseGmail: quoting(
    `<br><div class="gmail_quote"><div class="gmail_attr">2026年11月20日(金) 9:00 ${ours}:<br></div>`,
    '2026年11月20日(金) 9:00 Onrecord <onrecord@example.com>:',
    '<blockquote class="gmail_quote">',
    true,
  ),
  outlook: withBlock(
    english,
    '',
    (html) =>
      `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">${html}</p></div></div>`,
    (text) => `<p class="MsoNormal">${text === '<br>' ? '&nbsp;' : text}<o:p></o:p></p>`,
  ),
  outlookWeb: withBlock(
    english,
    '________________________________',
    (html) =>
      `<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">${html}<div>&nbsp;</div></div>`,
    (text) => `<div class="elementToProof">${text}</div>`,
  ),
  outlookGerman: withBlock(
    german,
    '-----Ursprüngliche Nachricht-----',
    (html) => `<div>${html}</div>`,
    (text) => `<p class="MsoNormal">${text}</p>`,
  ),
  emClient: withBlock(
    [
      english[0] ?? ['From', ''],
      english[2] ?? ['To', ''],
      ['Date', '20/11/2026 09:00:17'],
      english[3] ?? ['Subject', ''],
    ],
    '------ Original Message ------',
    (html) => `<div>------ Original Message ------</div><div>${html}</div>`,
    div,
  ),
  qq: withBlock(
    [
      ['发件人', '"Onrecord" <onrecord@example.com>'],
      ['发送时间', '2026年11月20日(星期五) 上午9:00'],
      ['收件人', '"Ben Okafor" <ben@example.com>'],
      ['主题', 'Ben, four lines for Friday? (W47)'],
    ],
    '------------------ 原始邮件 ------------------',
    (html) => `<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>${html}</div>`,
    div,
  ),
  gmx: withBlock(
    [
      ['Gesendet', 'Freitag, 20. November 2026 um 09:00 Uhr'],
      ['Von', 'Onrecord <onrecord@example.com>'],
      ['An', 'ben@example.com'],
      ['Betreff', 'Ben, four lines for Friday? (W47)'],
    ],
    '',
    (html) => `<div name="quote"><div>${html}</div>`,
    div,
  ),
  noQuote: (written) => ({
    text: [...(written.top ?? []), ''].join('\n'),
    html: (written.top ?? []).map((text) => div(text === '' ? '<br>' : escapeHtml(text))).join(''),
  }),
};
