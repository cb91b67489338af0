import { describe, expect, it } from 'vitest';
import { markdownLine, markdownOf } from '../../src/kinds/markdown.ts';

describe('a text as Markdown', () => {
  it.each([
    ['# not a heading', '\\# not a heading'],
    ['- not a list', '\\- not a list'],
    ['+ nor this', '\\+ nor this'],
    ['12. December', '12\\. December'],
    ['1) first', '1\\) first'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['> quoted', '\\> quoted'],
    ['```sh', '\\`\\`\\`sh'],
    ['a *bold* word', 'a \\*bold\\* word'],
    ['_emphasis_ and snake_case', '\\_emphasis\\_ and snake_case'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['<b onclick=x>', '\\<b onclick=x\\>'],
    ['<!-- gone -->', '\\<!-- gone --\\>'],
    ['&lt; and R&D', '\\&lt; and R&D'],
    ['C:\\temp', 'C:\\\\temp'],
    ['a | b', 'a \\| b'],
  ])('shows %j as it stands', (text, markdown) => {
    expect(markdownOf(text)).toBe(markdown);
  });

  it('keeps lines and paragraphs', () => {
    expect(markdownOf('one\r\n  two\n\n \nthree')).toBe('one\\\ntwo\n\nthree');
  });

  it('leaves a link whole', () => {
    expect(markdownOf('see https://example.com/a_b_c?d=*e* now')).toBe(
      'see <https://example.com/a_b_c?d=*e*> now',
    );
  });

  it('has no control character left', () => {
    expect(markdownOf('a\u001b[31m\u0007b')).toBe('a \\[31m b');
  });

  it('fits on one line where it must', () => {
    expect(markdownLine(' one\n\n- two\t three ')).toBe('one - two three');
  });
});
