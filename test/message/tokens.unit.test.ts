import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../src/message/tokens.ts';

const words = (text: string) => tokensOf(text).map((token) => token.word);

describe('the words that lines are compared by', () => {
  it('are the same whichever way a mailer writes their letters', () => {
    expect(words('Cafe\u0301 \u{fb01}nal')).toEqual(words('caf\u00e9 final'));
    expect(words('Caf\u00e9 final')).toEqual(['caf\u00e9', 'final']);
  });

  it('are in lower case, without marks around them', () => {
    expect(words('> 1. *Retries* are DOWN, 40 %')).toEqual(['1', 'retries', 'are', 'down', '40']);
  });
});
