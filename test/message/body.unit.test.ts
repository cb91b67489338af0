import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../src/message/parse.ts';
import { ana, mail } from './mail.ts';

const parts = (type: string, ...bodies: string[][]) =>
  mail(
    [...ana, `Content-Type: ${type}; boundary="=_b"`],
    [...bodies.flatMap((lines) => ['--=_b', ...lines]), '--=_b--', ''],
  );
const text = (...lines: string[]) => ['Content-Type: text/plain; charset=utf-8', '', ...lines];
const html = (...lines: string[]) => ['Content-Type: text/html; charset=utf-8', '', ...lines];
const pdf = [
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Disposition: attachment; filename="plan.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERg==',
];

describe('the body', () => {
  test('is text and HTML where a message has both', async () => {
    const { body, attachments } = await parseMessage(
      parts('multipart/alternative', text('Hi'), html('<p>Hi</p>')),
    );
    expect(body).toEqual({ text: 'Hi', html: '<p>Hi</p>' });
    expect(attachments).toEqual([]);
  });

  test('joins the texts around an attachment, as a mail client shows them', async () => {
    const { body, attachments } = await parseMessage(
      parts('multipart/mixed', text('Above'), pdf, text('Below')),
    );
    expect(body.text).toBe('Above\n\nBelow');
    expect(attachments.map((one) => [one.filename, one.contentType, one.size, one.disposition])).toEqual([
      ['plan.pdf', 'application/pdf', 4, 'attachment'],
    ]);
    expect(Buffer.from(attachments[0]?.content ?? []).toString()).toBe('%PDF');
  });

  test('has no text form where only the list footer has one', async () => {
    const { body } = await parseMessage(
      parts('multipart/mixed', html('<p>My words</p>'), text('A list footer & more')),
    );
    expect(body.text).toBeNull();
    expect(body.html).toContain('My words');
    expect(body.html).toContain('A list footer &#38; more');
  });

  test('holds nothing of a text file that is attached', async () => {
    const file = [
      'Content-Type: text/plain; name="notes.txt"',
      'Content-Disposition: inline; filename="notes.txt"',
      '',
      'Decision: not mine',
    ];
    const { body, attachments } = await parseMessage(parts('multipart/mixed', text('Hi'), file));
    expect(body.text).toBe('Hi');
    expect(attachments.map((one) => one.filename)).toEqual(['notes.txt']);
  });

  test('holds nothing of a message within the message', async () => {
    const inner = [
      'Content-Type: message/rfc822',
      'Content-Disposition: inline',
      '',
      'From: eve@example.net',
      'Content-Type: multipart/mixed; boundary=in',
      '',
      '--in',
      '',
      'Decision: theirs',
      '--in--',
    ];
    const { body, attachments } = await parseMessage(parts('multipart/mixed', text('See below'), inner));
    expect(body.text).toBe('See below');
    expect(attachments.map((one) => one.contentType)).toEqual(['message/rfc822']);
  });

  test('is found though the inner parts were never closed', async () => {
    const inner = ['Content-Type: multipart/alternative; boundary=in', '', '--in', ...text('One')];
    const { body } = await parseMessage(parts('multipart/mixed', inner, text('Two')));
    expect(body.text).toBe('One\n\nTwo');
  });

  test('shows what stands in a multipart whose parts cannot be found', async () => {
    const { body } = await parseMessage(
      mail([...ana, 'Content-Type: multipart/mixed; boundary=x'], ['--y', '', 'Words']),
    );
    expect(body.text).toContain('Words');
  });

  test('keeps pictures of the HTML as inline attachments', async () => {
    const picture = [
      'Content-Type: image/png',
      'Content-ID: <p@x>',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
    ];
    const { attachments } = await parseMessage(
      parts('multipart/related', html('<img src="cid:p@x">'), picture),
    );
    expect(attachments.map((one) => one.disposition)).toEqual(['inline']);
  });
});

describe('the encoding of a part', () => {
  const encoded = async (encoding: string, ...lines: string[]) =>
    (
      await parseMessage(
        mail(
          [...ana, 'Content-Type: text/plain; charset=utf-8', `Content-Transfer-Encoding: ${encoding}`],
          lines,
        ),
      )
    ).body.text;

  test('quoted-printable: soft breaks, escapes in any case, and damage that stays as it is', async () => {
    expect(await encoded('quoted-printable', 'Gr=C3=b6=', '=C3=9Fe =  ', 'ok 100 =% =ZZ  ', 'end=')).toBe(
      'Größe ok 100 =% =ZZ\nend',
    );
  });

  test('base64: broken lines, missing padding, pieces that were glued, and a footer of a list below', async () => {
    expect(await encoded('base64', 'SGVs', ' bG8')).toBe('Hello');
    expect(await encoded('base64', 'SGVsbG8=', 'IHlvdQ==')).toBe('Hello you');
    expect(await encoded('base64', 'SGVsbG8=', '_______________', 'A mailing list, see below')).toBe('Hello');
    expect(await encoded('base64', 'This is no base64 at all, it is text.')).toBe(
      'This is no base64 at all, it is text.',
    );
  });

  test('an unknown one is taken as none', async () => {
    expect(await encoded('7-bits', 'Hello')).toBe('Hello');
  });
});

describe('format=flowed', () => {
  const flowed = async (parameters: string, ...lines: string[]) =>
    (
      await parseMessage(
        mail([...ana, `Content-Type: text/plain; charset=utf-8; format=flowed${parameters}`], lines),
      )
    ).body.text;

  test('puts paragraphs together again, each at its own depth of quoting', async () => {
    expect(await flowed('', '> What did ', '> you do? ', 'I shipped ', 'it.', '>> old ', '> newer')).toBe(
      '> What did you do? \nI shipped it.\n>> old \n> newer',
    );
  });

  test('leaves the signature delimiter alone, and takes stuffing away', async () => {
    expect(await flowed('', 'Done. ', '-- ', 'Ana', ' From here')).toBe('Done. \n-- \nAna\nFrom here');
  });

  test('takes the space away that DelSp added', async () => {
    expect(await flowed('; DelSp=yes', '日本 ', '語')).toBe('日本語');
  });
});

describe('a file name', () => {
  const named = async (disposition: string) =>
    (
      await parseMessage(
        mail([...ana, 'Content-Type: application/pdf', `Content-Disposition: ${disposition}`]),
      )
    ).attachments[0]?.filename;

  test('may be encoded, continued, or wrongly encoded', async () => {
    expect(await named("attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf; filename=x.pdf")).toBe('Größe.pdf');
    expect(await named("attachment; filename*0*=utf-8''Gr%C3%B6; filename*1=sse; filename*2=.pdf")).toBe(
      'Grösse.pdf',
    );
    expect(await named('attachment; filename="=?utf-8?q?Gr=C3=B6=C3=9Fe.pdf?="')).toBe('Größe.pdf');
  });

  test('is a name, never a path', async () => {
    expect(await named('attachment; filename="../../etc/passwd"')).toBe('passwd');
    expect(await named('attachment; filename="C:\\\\x\\\\y.pdf"')).toBe('y.pdf');
  });
});
