import { expect, test } from 'vitest';
import { documentFor, safeHtml } from '../../src/message/safe-html.ts';

test('what people write stays: paragraphs, lists, tables, emphasis', () => {
  const html =
    '<p>One <b>two</b></p><ul><li>three</li></ul><table><tbody><tr><td colspan="2">four</td></tr></tbody></table>';
  expect(safeHtml(html)).toBe(html);
});

test.each([
  '<script>alert(1)</script>',
  '<p onclick="alert(1)">x</p>',
  '<svg><script>alert(1)</script></svg>',
  '<style>*{background:url(https://example.net)}</style>',
  '<p style="background:url(https://example.net)">x</p>',
  '<link rel=stylesheet href="https://example.net">',
  '<form action="https://example.net"><input name=a></form>',
  '<iframe src="https://example.net"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="//example.net">x</a>',
  '<a href="https://example.com@example.net">x</a>',
  '<img src="https://example.net/pixel.gif" alt="">',
  '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
  '<base href="https://example.net"><meta http-equiv=refresh content="0;url=https://example.net">',
])('of %s nothing dangerous stays', (html) => {
  expect(safeHtml(html)).not.toMatch(
    /script|alert|example\.net|<(?:style|link|form|input|iframe|svg|math|img|base|meta)|\son/i,
  );
});

test('a link leads out, and tells nothing', () => {
  expect(safeHtml('<a href="https://example.com/a?b=c" target="x" onclick="y">here</a>')).toBe(
    '<a href="https://example.com/a?b=c" rel="noopener noreferrer nofollow" target="_blank">here</a>',
  );
  expect(safeHtml('<a href="mailto:ana@example.com">Ana</a>')).toContain('href="mailto:ana@example.com"');
});

test('a host in look-alike letters shows what it is', () => {
  expect(safeHtml('<a href="https://exаmple.com/">x</a>')).toContain('https://xn--exmple-4nf.com/');
});

test('a picture from elsewhere is its description', () => {
  expect(safeHtml('<img src="https://example.net/a.png" alt="The <b> chart">')).toBe(
    '<span>[The &lt;b&gt; chart]</span>',
  );
});

test('what the mail client hid stays hidden', () => {
  expect(safeHtml('<div style="display: none">preview</div><p>Words</p>')).toBe('<p>Words</p>');
});

test('HTML nested without measure is shown as text, and quickly', () => {
  const started = performance.now();
  expect(safeHtml(`${'<div>'.repeat(300_000)}Words<script>`)).toMatch(/^<pre>\s+Words\s*<\/pre>$/);
  expect(performance.now() - started).toBeLessThan(3000);
});

test('the document around it forbids everything but its own style', () => {
  const page = documentFor('<p>Words</p>');
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('<body><p>Words</p></body>');
});
