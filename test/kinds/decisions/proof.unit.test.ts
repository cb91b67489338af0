import { describe, expect, it } from 'vitest';
import { parseDecisions } from '../../../src/kinds/decisions/parse.ts';
import type { Context } from '../../../src/kinds/kind.ts';
import { input } from '../../support/input.ts';
import { decisionWith } from './some-decision.ts';

// mail.md C11: whoever has the reply address that a mail of ours went out with may answer in its thread, and may not decide.
const here = decisionWith({ state: 'proposed', number: 7, decidedAt: null, decidedBy: null });
const elsewhere = decisionWith({ state: 'proposed', number: 8, key: { position: 2, ordinal: 0 } });
const done = decisionWith({});

const read = (text: string, context: Partial<Context>) =>
  parseDecisions(
    input([text], { author: 'ana', subject: 'Re: Raw frames', context: { logged: true, ...context } }),
  );
const typesOf = ({ records }: ReturnType<typeof read>) =>
  records.map((one) => (one.kind === 'decision' ? one.type : one.kind));

describe('a mail proven by its reply address alone', () => {
  it.each([
    ['+1', 'answer'],
    ['Withdraw', 'withdraw'],
    ['extend to 2026-11-20 16:00', 'extend'],
  ])('"%s" counts in its own thread', (text, type) => {
    const found = read(text, { proof: 'token', decisions: [here] });
    expect([typesOf(found), found.refusals]).toEqual([[type], []]);
  });

  it.each([
    ['Decision: keep them 20 days', [here], 'decide'],
    ['Proposal: buy two disks', [], 'propose'],
    ['reopen because the disks are full', [done], 'reopen'],
    ['withdraw D-8', [here], 'withdraw'],
  ])('"%s" is told that it needs better proof, and does nothing', (text, decisions, type) => {
    const context = { decisions, named: [elsewhere] };
    const found = read(text, { proof: 'token', ...context });
    expect(typesOf(found)).toEqual([]);
    expect(found.refusals[0]?.why).toContain('needs better proof');
    expect(typesOf(read(text, { proof: 'strong', ...context }))).toEqual([type]);
  });
});
