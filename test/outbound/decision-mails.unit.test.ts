import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  contestedData,
  type DecisionMail,
  nudgeData,
  proposalData,
  proposalSubject,
} from '../../src/kinds/decisions/compose.ts';
import { objectionData } from '../../src/kinds/decisions/objection.ts';
import { outcomeData } from '../../src/kinds/decisions/outcome.ts';
import { questionData } from '../../src/kinds/decisions/question.ts';
import type { Answer, Decision } from '../../src/kinds/decisions/record.ts';
import { checkPlan } from '../../src/kinds/plan/check.ts';
import type { Member, Plan } from '../../src/kinds/plan/record.ts';
import type { Content, MailKind } from '../../src/outbound/draft.ts';
import { loadTemplates, render, type Templates } from '../../src/outbound/render.ts';
import { decisionWith } from '../kinds/decisions/some-decision.ts';
import { team } from '../support/team.ts';

// What people read, line by line; the words of spec/mails.md.

let templates: Templates;
beforeAll(async () => {
  templates = await loadTemplates();
});

const replyTo = 'onrecord+r.abc@example.com';
const mail = (kind: MailKind, data: object): Content =>
  render(templates, kind, data, replyTo, 'ana@example.com');
const plan = planOf(team);
const now = Temporal.Instant.from('2026-11-20T16:00:00Z');
const url = 'https://onrecord.example.com/t/reliability/decisions/12';

function planOf(yaml: string): Plan {
  const checked = checkPlan(yaml);
  if (!checked.plan) throw new Error(JSON.stringify(checked.problems));
  const away = (name: string) =>
    name === 'mei@example.com' ? [{ from: '2026-11-25', to: '2026-11-27' }] : [];
  const members = checked.plan.members.map((one) => ({ ...one, away: away(one.address) }));
  return { ...checked.plan, members };
}

function memberOf(name: string): Member {
  const member = plan.members.find(({ address }) => address === `${name}@example.com`);
  if (!member) throw new Error(`no ${name}`);
  return member;
}

const frames: Decision = decisionWith({
  number: 12,
  state: 'proposed',
  title: 'Keep raw sensor frames 30 days',
  statement: 'keep raw frames 30 days',
  context: 'we lost two bug traces to the 7-day limit.',
  options: ['7', '30', '90 days'],
  epics: ['data-integrity'],
  decideBy: '2026-11-25T16:00:00Z',
  proposedAt: '2026-11-20T16:00:00Z',
  decidedAt: null,
  decidedBy: null,
  history: [
    { at: '2026-11-20T16:00:00Z', position: 1, member: 'ana@example.com', what: 'proposed', detail: null },
  ],
  round: 1,
});
const about = (name: string, given: Partial<Decision> = {}): DecisionMail => {
  const decision = { ...frames, ...given };
  return { plan, member: memberOf(name), decision, now, subject: `Re: ${proposalSubject(decision)}`, url };
};
const answer = (name: string, given: Partial<Answer> = {}): Answer => ({
  member: `${name}@example.com`,
  answer: '+1',
  reason: null,
  standing: true,
  late: false,
  position: 2,
  // A Tuesday.
  at: '2026-11-24T09:00:00Z',
  ...given,
});
const concern = {
  name: 'LOAD',
  text: 'the disks fill in a week',
  member: 'tom@example.com',
  position: 3,
  resolvedBy: null,
  resolvedPosition: null,
  standing: true,
};

describe('the decision request', () => {
  const proposal = (name: string, given: Partial<Decision> = {}) =>
    mail('proposal', proposalData(about(name, given)));

  it('says what, why, by when on the reader’s clock, and how to answer', () => {
    const { text } = proposal('ben');
    expect(text).toBe(`Ana proposes, and decides: keep raw frames 30 days.
Why: we lost two bug traces to the 7-day limit.
Options: 7 / 30 / 90 days
Epic: Data Integrity

Reply with one line by Wed 25 Nov 17:00 CET (13:00 yours):
  +1
  -1 because ...      (stops it; say what you could accept)
Anything else is a comment. No answer means yes.
The whole thread sees your reply.

${url}
`);
    expect(proposalSubject(frames)).toBe('[PROPOSAL] D-12 Keep raw sensor frames 30 days');
  });

  it('says who decides where that is somebody else, and tells that one', () => {
    const decider = { decider: 'ben@example.com' };
    expect(proposal('kofi', decider).text).toMatch(/^Ana proposes; Ben decides: keep raw/);
    expect(proposal('ben', decider).text).toMatch(/^Ana proposes; you decide: keep raw/);
  });

  it('lists options that are too long for a line, and names what it replaces', () => {
    const options = ['keep everything for thirty days', 'keep what was flagged for ninety days'];
    const { text } = proposal('ben', { options, supersedes: [3], consequences: 'two more disks' });
    expect(text).toContain(
      `Consequences: two more disks\nEpic: Data Integrity\nReplaces: D-3\nOptions:\n  - ${options[0]}\n  - ${options[1]}\n`,
    );
  });

  it('says why it asks again', () => {
    const reopened = {
      at: '2026-12-01T09:00:00Z',
      position: 9,
      member: 'kofi@example.com',
      what: 'reopened' as const,
      detail: 'disks got cheap',
    };
    expect(proposal('ben', { history: [...frames.history, reopened], round: 2 }).text).toMatch(
      /^Kofi reopened it: disks got cheap\.\n\nAna proposes/,
    );
  });

  it('says so where its author has not said until when', () => {
    const { text } = proposal('ben', { decideBy: null });
    expect(text).toContain('Reply with one line:\n  +1\n');
    expect(text).toContain('Ana has yet to say until when.\n');
  });

  it('has answers that are ready to be sent, to the log and to who proposed it', () => {
    const { html } = proposal('ben');
    const links = [...html.matchAll(/href="(mailto:[^"]*)"/g)].map(
      ([, href = '']) => new URL(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')),
    );
    expect(links.map((link) => link.searchParams.get('body'))).toEqual(['+1', '-1 because ']);
    expect(links.map((link) => link.searchParams.get('cc'))).toEqual(['ana@example.com', 'ana@example.com']);
  });

  it('is followed by one nudge, which says until when', () => {
    const nudge = mail('nudge', nudgeData(about('ben')));
    expect(nudge.subject).toBe('Re: [PROPOSAL] D-12 Keep raw sensor frames 30 days');
    expect(nudge.text).toMatch(
      /^Ben, D-12 waits for your answer until Wed 25 Nov 17:00 CET \(13:00 yours\)\.\n\nAna proposes/,
    );
  });
});

describe('an objection', () => {
  const spoken = { decision: frames, member: 'tom@example.com', name: null, words: 'it doubles the bill' };

  it('is told in its author’s words, with how long it stands', () => {
    const { text } = mail('objection', objectionData(about('kofi'), [{ ...spoken, what: 'objects' }]));
    expect(text).toBe(`Tom objects to D-12, Keep raw sensor frames 30 days:

  "it doubles the bill."

It stands until Tom lifts it, or Ana decides.
D-12 is open until Wed 25 Nov 17:00 CET.
Your answer goes to Tom and onto the record.

${url}
`);
  });

  it('tells the decider what ends it, and a question ends nothing', () => {
    const objection = mail('objection', objectionData(about('ana'), [{ ...spoken, what: 'objects' }]));
    expect(objection.text).toContain('or you decide.');
    expect(objection.text).toContain('"Decision: ..." ends it.');
    const question = mail(
      'objection',
      objectionData(about('ana'), [{ ...spoken, what: 'asks', words: 'how much is it?' }]),
    );
    expect(question.text).toMatch(/^Tom asks about D-12, Keep raw.*:\n\n {2}"how much is it\?"\n/);
    expect(question.text).not.toContain('stands until');
    expect(question.text).not.toContain('ends it');
  });

  it('has its name where it is a concern', () => {
    const { text } = mail(
      'objection',
      objectionData(about('ana'), [{ ...spoken, what: 'objects', name: 'LOAD' }]),
    );
    expect(text).toMatch(/^Tom raises concern LOAD about D-12/);
  });
});

describe('the contested notice', () => {
  it('asks its decider to decide, with what stands against it in the objectors’ words', () => {
    const answers = [answer('kofi'), answer('tom', { answer: '-1', reason: 'it doubles the bill' })];
    const against = [
      { member: 'tom@example.com', name: null, text: 'it doubles the bill' },
      { member: 'mei@example.com', name: 'LOAD', text: 'the disks fill' },
    ];
    const { text } = mail('contested', contestedData(about('ana', { answers }), against));
    expect(text).toContain(
      'Ana, D-12 is yours to decide: its time is over, and objections stand.\n\nProposed by you: keep raw frames 30 days.\n',
    );
    expect(text).toContain(
      'Against it:\n  Tom: it doubles the bill.\n  Mei, concern LOAD: the disks fill.\nOther answers: +1 Kofi\n',
    );
    expect(text).toContain('Reply "Decision: ..." with what holds, or "extend to Friday".');
  });
});

describe('the outcome', () => {
  const outcome = (given: Partial<Decision>, takenBack: Parameters<typeof outcomeData>[1] = []) =>
    mail('outcome', outcomeData(about('ben', given), takenBack));

  it('states the decision first, then why, who answered what, who was silent and who away', () => {
    const { text } = outcome({ answers: [answer('kofi'), answer('ben')], revisit: '2027-03-01' }, [
      { member: 'ben@example.com', reason: 'it costs too much' },
    ]);
    expect(text).toBe(`Decided: keep raw frames 30 days.
Why: we lost two bug traces to the 7-day limit.
Epic: Data Integrity

No objection stood on Wed 25 Nov 17:00 CET (13:00 yours).
+1  Ana (proposed it), Kofi, Ben (objected: it costs too much; lifted
    Tuesday)
No answer: Tom, Sara
Away: Mei

Look again: 1 March 2027
Changed facts? Reply "reopen because ..."
${url}
`);
  });

  it('says who decided where an objection still stood, and what became of each concern', () => {
    const { text } = outcome({
      decidedBy: 'decider',
      decidedAt: '2026-11-25T18:00:00Z',
      history: [
        ...frames.history,
        { at: '2026-11-25T18:00:00Z', position: 8, member: 'ana@example.com', what: 'decided', detail: null },
      ],
      answers: [answer('sara', { answer: '-1', reason: 'too dear' })],
      concerns: [
        { ...concern, resolvedBy: 'tom@example.com' },
        { ...concern, name: 'COST', resolvedBy: 'ana@example.com' },
        { ...concern, name: 'LAW' },
      ],
    });
    expect(text).toContain('\nAna decided.\n');
    expect(text).toContain('-1  Sara (too dear)\n');
    expect(text).toContain('Concern LOAD (Tom): the disks fill in a week. Resolved.\n');
    expect(text).toContain('Concern COST (Tom): the disks fill in a week. Answered by Ana.\n');
    expect(text).toContain('Concern LAW (Tom): the disks fill in a week. Not resolved.\n');
  });

  it('does not call who decided by hand silent', () => {
    const decided = { at: '2026-11-25T18:00:00Z', position: 8, member: 'tom@example.com', detail: null };
    const { text } = outcome({
      decidedBy: 'decider',
      decidedAt: decided.at,
      decider: 'tom@example.com',
      history: [...frames.history, { ...decided, what: 'decided' }],
    });
    expect(text).toContain('\nTom decided.\n');
    expect(text).toMatch(/^No answer: (?!.*Tom)/m);
  });

  it('tells an objection that was withdrawn, one without a reason, and one that came after the close', () => {
    const { text } = outcome({
      answers: [
        answer('tom', { answer: '-1', reason: 'too dear', standing: false }),
        answer('sara', { answer: '-1', standing: false }),
        answer('kofi', { answer: '-1', reason: 'sorry, late', standing: false, late: true }),
      ],
    });
    expect(text).toContain('-1  Tom (too dear; withdrawn), Sara (without a reason)\n');
    expect(text).toContain('After the close: Kofi -1\n');
  });
});

describe('the question about a thread', () => {
  const question = (said: string | null) =>
    mail('question', questionData(memberOf('ben'), { subject: 'Re: Kafka?', title: 'Kafka?', said, url }))
      .text;

  it('offers the sentence that it found, and else asks for one', () => {
    expect(question('go with B')).toContain(
      'You copied the log on "Kafka?". Is this the decision: "go with B"?\nReply yes, a better sentence, or no.\n',
    );
    expect(question(null)).toContain('You copied the log on "Kafka?": what was decided, in one sentence?\n');
  });
});

describe('a text part about a decision', () => {
  const words = 'long words about retention and disks and what they cost us every month, ';
  const long: Partial<Decision> = {
    title: words.repeat(3),
    statement: words.repeat(10),
    context: words.repeat(10),
    options: [words, words],
    consequences: words.repeat(5),
    answers: ['kofi', 'mei', 'tom'].map((name) => answer(name, { answer: '-1', reason: words.repeat(3) })),
    concerns: [{ ...concern, text: words.repeat(4) }],
  };
  const spoken = {
    member: 'tom@example.com',
    what: 'objects',
    name: 'LOAD',
    words: words.repeat(9),
  } as const;
  const texts = (): string[] => {
    const facts = about('ben', long);
    const { decision } = facts;
    return [
      mail('proposal', proposalData(facts)),
      mail('nudge', nudgeData(facts)),
      mail('contested', contestedData(facts, [{ member: spoken.member, name: null, text: spoken.words }])),
      mail('outcome', outcomeData(facts, [])),
      mail('objection', objectionData(facts, [{ ...spoken, decision }])),
      mail(
        'question',
        questionData(facts.member, { subject: 'Re: x', title: words, said: words.repeat(3), url }),
      ),
    ].map(({ text }) => text);
  };

  it('has no line over 76 columns, whatever people wrote', () => {
    for (const text of texts())
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  it('keeps every word, and a link whole', () => {
    const link = `https://example.com/${'a'.repeat(90)}`;
    const { text } = mail('proposal', proposalData(about('ben', { context: `see ${link} for all of it` })));
    expect(text).toContain(`\n${link}\nfor all of it\n`);
  });
});
