import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type Tx, transact } from '../../../src/db/database.ts';
import { decisionsOf } from '../../../src/kinds/decisions/queries.ts';
import type { Decision } from '../../../src/kinds/decisions/record.ts';
import { type Letter, letter } from '../../outbound/letters.ts';
import { freshDatabase } from '../../support/database.ts';
import { apply, arrive, readAll, trusted, undone } from '../../support/stages.ts';
import { team } from '../../support/team.ts';

// What a thread may not lose, and may not take for a step: each mail is read when it comes, a minute after the one before.

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
  await transact(database.db, async (tx) => {
    await apply(tx, team, '2026-11-13T20:00:00Z');
    await readAll(tx, { policy: trusted });
  });
});
afterAll(() => database.close());

/** @returns the decisions by number, and everything that was asked or refused */
async function logOf(letters: readonly Letter[]): Promise<{ decisions: Decision[]; told: string }> {
  return undone(database.db, async (tx: Tx) => {
    for (const [index, one] of letters.entries()) {
      const at = new Date(Date.parse('2026-11-16T10:00:00Z') + index * 60_000).toISOString();
      await arrive(
        tx,
        letter({ ...one, ...(one.answers ? { answers: `${one.answers}@mail.example.com` } : {}) }, at),
        at,
      );
      await readAll(tx, { policy: trusted });
    }
    const rows = await tx.selectFrom('log.readings').select(['questions', 'refusals']).execute();
    const decisions = await decisionsOf(tx, 'reliability');
    return {
      decisions: decisions.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0)),
      told: JSON.stringify(rows),
    };
  });
}

const proposal: Letter = {
  id: 'p',
  from: 'ana',
  subject: '[PROPOSAL] Frames',
  text: 'Proposal: Frames are kept 30 days.',
};
const second: Letter = {
  id: 'q',
  from: 'ben',
  subject: '[PROPOSAL] Disks',
  text: 'Proposal: We buy two disks.',
};
const re = (id: string, from: string, text: string, answers = 'p'): Letter => ({
  id,
  from,
  subject: 'Re: Frames',
  text,
  answers,
});
const standing = (decision: Decision | undefined) =>
  decision?.answers.filter((one) => one.standing).map((one) => `${one.member.split('@')[0]} ${one.answer}`);

describe('an objection', () => {
  it('outlives the mail that its proposal answers, whenever that comes', async () => {
    const { decisions } = await logOf([
      { ...proposal, answers: 'earlier' },
      re('t', 'tom', '-1 because the disk is full.'),
      { id: 'earlier', from: 'kofi', subject: 'Frames', text: 'How long do we keep them?' },
    ]);
    expect(standing(decisions[0])).toEqual(['tom -1']);
  });

  it('counts where it came before the mail that it answers, and that one before the proposal', async () => {
    const { decisions } = await logOf([
      re('c2', 'tom', '-1 because the disk is full.', 'c1'),
      re('c1', 'sara', '+1'),
      proposal,
    ]);
    expect(standing(decisions[0])?.sort()).toEqual(['sara +1', 'tom -1']);
  });

  it('is not withdrawn by a sentence that begins so', async () => {
    const { decisions } = await logOf([
      proposal,
      re('t', 'tom', '-1 because the disk is full.'),
      re('t2', 'tom', 'Withdrawing firmware 2.1 from the pilots takes a day.'),
    ]);
    expect(standing(decisions[0])).toEqual(['tom -1']);
  });

  it('of the same name as another’s is lifted by its own author alone', async () => {
    const { decisions } = await logOf([
      proposal,
      re('t', 'tom', 'Concern COST: it doubles.'),
      re('s', 'sara', 'Concern COST: it triples.'),
      re('t2', 'tom', 'Resolved COST'),
    ]);
    expect(decisions[0]?.concerns.map((one) => [one.member, one.resolvedBy])).toEqual([
      ['tom@example.com', 'tom@example.com'],
      ['sara@example.com', null],
    ]);
  });
});

describe('a number', () => {
  it('right behind the answer aims it, in whatever thread', async () => {
    const { decisions } = await logOf([proposal, second, re('k', 'kofi', '+1 D-2')]);
    expect(decisions.map(standing)).toEqual([[], ['kofi +1']]);
  });

  it('in the reason aims nothing', async () => {
    const { decisions } = await logOf([
      proposal,
      second,
      re('k', 'kofi', 'Concern COST: with what D-2 costs already it doubles the bill.'),
    ]);
    expect(decisions.map((one) => one.concerns.length)).toEqual([1, 0]);
  });

  it('that is not there supersedes nothing, not even when there is one later', async () => {
    const { decisions, told } = await logOf([
      {
        id: 'a',
        from: 'ana',
        subject: '[DECISION] Logs',
        text: 'Decision: All logs are in UTC.\nSupersedes: D-2',
      },
      { id: 'b', from: 'ben', subject: '[DECISION] Disks', text: 'Decision: We buy two disks.' },
      { ...re('t', 'tom', 'Thanks.', 'a'), subject: 'Re: [DECISION] Logs' },
    ]);
    expect(told).toContain('there is no D-2');
    expect(decisions.map((one) => [one.state, one.supersedes])).toEqual([
      ['decided', []],
      ['decided', []],
    ]);
  });

  it('that a decision says it does not replace stays', async () => {
    const { decisions } = await logOf([
      { id: 'a', from: 'ana', subject: '[DECISION] Logs', text: 'Decision: All logs are in UTC.' },
      {
        id: 'b',
        from: 'ben',
        subject: '[DECISION] Disks',
        text: 'This does not replace D-1.\n\nDecision: We buy two disks.',
      },
    ]);
    expect(decisions.map((one) => one.state)).toEqual(['decided', 'decided']);
  });
});

describe('a step that fits two proposals', () => {
  it('is asked about', async () => {
    const { decisions, told } = await logOf([
      { ...proposal, text: 'Proposal: Frames are kept 30 days.\n\nProposal: We buy two disks.' },
      re('t', 'tom', 'Concern COST: it doubles.'),
    ]);
    expect(decisions).toHaveLength(2);
    expect(told).toContain('which of them do you mean?');
  });
});

describe('two decisions in one mail', () => {
  it('both stand, also where the thread was noted before', async () => {
    const { decisions } = await logOf([
      { id: 'n', from: 'ana', subject: 'Logs', text: 'Let us talk about logs.' },
      {
        ...re('b', 'ana', 'Decision: All logs are in UTC.\n\nDecision: We keep them a week.', 'n'),
        subject: 'Re: Logs',
      },
    ]);
    expect(decisions.map((one) => one.statement)).toEqual(['All logs are in UTC.', 'We keep them a week.']);
  });
});

describe('a proposer whose deadline was not understood', () => {
  it('may give it, also where another decides', async () => {
    const { decisions } = await logOf([
      { ...proposal, text: 'Proposal: Frames are kept 30 days.\nDecider: Kofi\nDecide by: soon' },
      re('a', 'ana', 'Decide by: 2026-11-25'),
    ]);
    expect(decisions[0]?.decideBy).toMatch(/^2026-11-25T/);
  });
});

describe('who decided something else than was proposed', () => {
  it('leaves what was proposed readable', async () => {
    const { decisions } = await logOf([proposal, re('d', 'ana', 'Decision: Frames are kept 20 days.')]);
    expect(decisions[0]?.history.at(-1)).toMatchObject({
      what: 'decided',
      detail: 'Frames are kept 30 days.',
    });
  });
});

describe('the words of an answer', () => {
  it.each([
    ['No, that is fine with me.', 'is that a yes or a no?'],
    ['OK, not convinced', 'is that a yes or a no?'],
    ['-1 because', 'why not?'],
  ])('"%s" is asked about', async (text, ask) => {
    const { decisions, told } = await logOf([proposal, re('t', 'tom', text)]);
    expect(standing(decisions[0])).toEqual([]);
    expect(told).toContain(ask);
  });

  it('go on in the next line where the reason does', async () => {
    const { decisions } = await logOf([proposal, re('t', 'tom', '-1 because\nnobody pays for it')]);
    expect(decisions[0]?.answers[0]?.reason).toBe('because nobody pays for it');
  });

  it('that agree with an objection are asked about', async () => {
    const { decisions, told } = await logOf([
      proposal,
      re('t', 'tom', '-1 because the disk is full.'),
      re('s', 'sara', 'Agreed.', 't'),
    ]);
    expect(standing(decisions[0])).toEqual(['tom -1']);
    expect(told).toContain('do you answer D-1, or Tom?');
  });
});
