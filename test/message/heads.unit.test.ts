import { describe, expect, it } from 'vitest';
import { answersOf } from '../../src/kinds/updates/answers.ts';
import { authorLines, ownWords } from '../../src/message/own-words.ts';
import { requests, sent } from '../support/replies/written.ts';

// One fact each: what stands around an author's words in replies, and is none of them.

const request = sent(requests.paragraphs);
const quoted = (prefix: string) =>
  (request.text ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => `${prefix}${line}`.trimEnd())
    .join('\n');
const names = ['Nora Whitfield'];

const ownText = (text: string) =>
  authorLines(ownWords({ text, html: null }, [request], { names }))
    .map((line) => line.text)
    .join('\n')
    .trim();
const ownHtml = (html: string) =>
  authorLines(ownWords({ text: null, html }, [request], { names }))
    .map((line) => line.text)
    .join('\n')
    .trim();

describe('the line above a quote is none of its author', () => {
  it.for([
    ['in words that are not known, with an address', 'Thus spake Weekline (updates@example.com):'],
    ['between arrows', '>>> Weekline <updates@example.com> 11/20/2026 9:00 AM >>>'],
    ['between dashes', '---- Am Fr, 20 Nov 2026 09:00:17 +0100 schrieb Weekline <updates@example.com> ----'],
  ])('%s', ([, head]) => {
    expect(ownText(`All is well.\n\n${head}\n${quoted('> ')}`)).toBe('All is well.');
  });

  it('also when a header block follows it', () => {
    const head = '-----"Weekline" <updates@example.com> wrote: -----';
    const block =
      'To: nora@example.com\nFrom: "Weekline" <updates@example.com>\nDate: 11/20/2026 09:00\nSubject: Hi';
    expect(ownText(`All is well.\n\n${head}\n${block}\n\n${request.text}`)).toBe('All is well.');
  });

  it('nor are a rule and the labels right below it, without a From among them', () => {
    const block = '----------------\nКому: Ольга (olga@example.com);\nТема: Итоги;';
    expect(ownText(`All is well.\n\n${block}\n\n${request.text}`)).toBe('All is well.');
  });

  it('but a line with a colon and no quote below it is', () => {
    expect(ownText('Write to Ana (ana@example.com):\nshe knows.')).toBe(
      'Write to Ana (ana@example.com):\nshe knows.',
    );
  });
});

describe('the line above a quote that stands in an earlier mail too, but for its time', () => {
  it('is none of the author’s words, no part of it', () => {
    const head = (time: string) =>
      `On Wed, Nov 25, 2026 at ${time} AM Product Reliability <team@example.com> wrote:`;
    const earlier = { text: `+1\n\n${head('9:12')}\n\n${quoted('> ')}`, html: null };
    const reply = `-1\n\n${head('1:31')}\n\n${quoted('> ')}`;
    const words = ownWords({ text: reply, html: null }, [request, earlier], { names });
    expect(
      authorLines(words)
        .map((line) => line.text)
        .filter(Boolean),
    ).toEqual(['-1']);
  });
});

describe('a quote may be marked', () => {
  it('with a bar', () => expect(ownText(`All is well.\n\n${quoted('| ')}`)).toBe('All is well.'));
  it('with the initials of whom it quotes', () =>
    expect(ownText(`All is well.\n\n${quoted('    WL> ')}`)).toBe('All is well.'));
  it('and a table with bars is no quote', () => {
    const table = Array.from({ length: 9 }, (_, at) => `| step ${at} | done |`).join('\n');
    expect(ownText(table)).toBe(table);
  });
});

describe('an answer that an editor indents', () => {
  it('inside a quote stays its author’s', () => {
    const html = (request.html ?? '').replace(
      '</p>',
      '</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Ship the importer</div></blockquote>',
    );
    expect(
      ownHtml(`<div class="gmail_quote"><blockquote class="gmail_quote">${html}</blockquote></div>`),
    ).toBe('Ship the importer');
  });
});

describe('what a colleague typed into the request that they answered', () => {
  const answered = (request.text ?? '').replace(
    '1. What goal did I work toward?\n',
    (line) => `${line}Close the audit\n`,
  );
  const head = (name: string) =>
    `On Fri, Nov 20, 2026 at 9:00 AM ${name} <${name.toLowerCase()}@example.com> wrote:`;
  const twice = [
    head('Dana'),
    `> ${head('Weekline')}`,
    ...answered
      .trimEnd()
      .split('\n')
      .map((line) => `> > ${line}`.trimEnd()),
  ].join('\n');

  it('is theirs, where the author writes above both', () => {
    expect(answered).toContain('Close the audit');
    expect(ownText(`Goal: move the map\n\n${twice}`)).toBe('Goal: move the map');
  });
  it('may be the author’s, where nothing stands above', () => {
    expect(ownText(twice)).toBe('Close the audit');
  });
});

describe('at the end', () => {
  it('a rule goes with the footer that it was drawn for', () => {
    const footer = 'To unsubscribe from this group, send an email to team+unsubscribe@googlegroups.com.';
    expect(ownText(`All is well.\n\n${'#'.repeat(72)}\n\n${footer}`)).toBe('All is well.');
  });
  it('a full stop of "S.L." is no sentence in a signature', () => {
    expect(
      ownText('All is well.\n\nNora Whitfield\nEngineer\n\nViento Norte S.L.\nTel.: +34 91 555 01 44'),
    ).toBe('All is well.');
  });
  it('a program’s line is one in a language that is not known', () => {
    expect(ownText('All is well.\n\niOS için Outlook’u edinin')).toBe('All is well.');
  });
  it('a sentence about programs is its author’s', () => {
    expect(ownText('Sync now works in Outlook for iOS 17.2, tested on two phones.')).toBe(
      'Sync now works in Outlook for iOS 17.2, tested on two phones.',
    );
  });
});

describe('numbered lines that speak like a banner', () => {
  it('are their author’s', () => {
    const text = '1. SSO rollout\n2. CAUTION: banners now show on external mail.\n3. none\n4. Globex';
    expect(answersOf(ownWords({ text, html: null }, [request], { names })).answers).toEqual({
      goal: 'SSO rollout',
      changed: 'CAUTION: banners now show on external mail.',
      risk: 'none',
      next: 'Globex',
    });
  });
});

describe('answers may be', () => {
  const answersIn = (text: string) => answersOf(ownWords({ text, html: null }, [request], { names })).answers;
  const all = { goal: 'ship', changed: 'shipped', risk: 'none', next: 'rest' };
  it.for([
    ['named and numbered by turns', 'Goal: ship\n2. shipped\nRisk: none\n4. rest'],
    ['named by a letter', 'G: ship\nC: shipped\nR: none\nN: rest'],
    ['named with a tilde', 'Goal ~ ship\nChanged ~ shipped\nRisk ~ none\nNext ~ rest'],
    ['behind four signs of one kind', '+ ship\n+ shipped\n+ none\n+ rest'],
  ])('%s', ([, text]) => expect(answersIn(text ?? '')).toEqual(all));
  it('corrected by what one should be', () => {
    expect(answersIn('Risk should be: none')).toEqual({ risk: 'none' });
  });
});
