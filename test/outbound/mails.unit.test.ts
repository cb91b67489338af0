import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import { helpData, noticeData, riskData } from '../../src/kinds/commands/compose.ts';
import type { AnyRecord } from '../../src/kinds/kind.ts';
import { checkPlan } from '../../src/kinds/plan/check.ts';
import { welcomeData } from '../../src/kinds/plan/compose.ts';
import type { Member, Plan } from '../../src/kinds/plan/record.ts';
import { type PlanningFacts, planningData } from '../../src/kinds/planning/compose.ts';
import { type RequestFacts, requestData } from '../../src/kinds/updates/compose.ts';
import { type ReceiptFacts, receiptData } from '../../src/kinds/updates/receipt.ts';
import { type ReviewFacts, reviewData } from '../../src/kinds/updates/review.ts';
import type { Content, MailKind } from '../../src/outbound/draft.ts';
import { loadTemplates, render, type Templates } from '../../src/outbound/render.ts';
import { team } from '../support/team.ts';

// What people read, line by line; the words of spec/mails.md, of a small record.

let templates: Templates;
beforeAll(async () => {
  templates = await loadTemplates();
});

const replyTo = 'onrecord+r.abc@example.com';
const mail = (kind: MailKind, data: object): Content => render(templates, kind, data, replyTo);
const linesOf = ({ text }: Content) => text.split('\n');

const plan = planOf(team);
const ben = memberOf('ben');
const friday = Temporal.Instant.from('2026-11-20T12:00:00Z');
const weeksAgo = (weeks: number) => new Date(friday.epochMilliseconds - (weeks * 7 * 24 + 1) * 3600 * 1000);
const lagging = { number: 4, text: 'staging lags two schemas', epic: 'data-integrity', member: ben.address };

function planOf(yaml: string): Plan {
  const checked = checkPlan(yaml);
  if (!checked.plan) throw new Error(JSON.stringify(checked.problems));
  return checked.plan;
}

function memberOf(name: string, of: Plan = plan): Member {
  const member = of.members.find(({ address }) => address === `${name}@example.com`);
  if (!member) throw new Error(`no ${name}`);
  return member;
}

describe('the update request', () => {
  const facts: RequestFacts = {
    plan,
    member: ben,
    week: '2026-W47',
    now: friday,
    last: {
      week: '2026-W46',
      answers: { goal: '', changed: '', risk: '', next: 'cut retry storms in ingest' },
      epics: [],
    },
    openRisks: [{ ...lagging, since: weeksAgo(3).toISOString() }],
  };

  it('asks the four questions word for word, and says who reads it and when, on the reader’s clock', () => {
    const request = mail('request', requestData(facts));
    expect(request.subject).toBe('Ben, four lines for Friday? (W47)');
    expect(request.text).toBe(`Press Reply. One line each; "none" and "same" are fine.
The team reads it in Friday's review, 17:00 Berlin (13:00 yours).

1. What goal did I work toward?

2. What changed because of my work?

3. What is at risk?

4. What will I focus on next?

Last week, next was: "cut retry storms in ingest"
Yours: Data Integrity #data-integrity (KR1: 33, from 40 to 20 failures a month; KR3: no number yet, from 0 to 2 pilots)
R-4, 3 weeks: staging lags two schemas. Gone? Write "over R-4".

Not here? "away until Tuesday"
`);
  });

  it('carries the point in its preview', () => {
    expect(previewOf(mail('request', requestData(facts)))).toBe(
      'R-4 is 3 weeks old. Four lines, two minutes.',
    );
    expect(previewOf(mail('request', requestData({ ...facts, openRisks: [] })))).toBe(
      'Press Reply. Four lines, two minutes.',
    );
  });

  it('says which week it was where somebody skipped the last one, and nothing of what is not there', () => {
    const last = { week: '2026-W45', answers: { goal: '', changed: '', risk: '', next: 'sleep' }, epics: [] };
    expect(mail('request', requestData({ ...facts, last })).text).toContain('In W45, next was: "sleep"');
    const bare = mail(
      'request',
      requestData({ ...facts, member: memberOf('tom'), last: null, openRisks: [] }),
    );
    expect(bare.text).toContain('4. What will I focus on next?\n\nNot here? "away until Tuesday"\n');
    expect(bare.text).toContain("Friday's review, 17:00 Berlin.\n");
  });

  it('puts each question into a paragraph of its own, outside any table, so that it can be answered there', () => {
    const { html } = mail('request', requestData(facts));
    const body = html.replace(/<!--[\s\S]*?-->/g, '');
    for (const question of ['1. What goal did I work toward?', '4. What will I focus on next?'])
      expect(body).toMatch(new RegExp(`<p [^>]*>${question.replaceAll('?', '\\?')}</p>`));
    expect(body).not.toContain('<table');
  });

  it('links what can be answered with one line to a mail that says it', () => {
    const { html } = mail('request', requestData(facts));
    const [, href = ''] = /href="([^"]*)"[^>]*>over R-4</.exec(html) ?? [];
    const url = new URL(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(url.pathname).toBe('onrecord+r.abc@example.com'.replace('+', '%2B'));
    expect(url.searchParams.get('subject')).toBe('Re: Ben, four lines for Friday? (W47)');
    expect(url.searchParams.get('body')).toBe('over R-4');
  });

  it('is followed by a reminder that says the same again, in the same words', () => {
    const reminder = mail('reminder', requestData(facts));
    expect(reminder.subject).toBe('Re: Ben, four lines for Friday? (W47)');
    expect(linesOf(reminder)[0]).toBe(
      'Ben, there is still time. Press Reply. One line each; "none" and "same" are fine.',
    );
    expect(linesOf(reminder).slice(1)).toEqual(linesOf(mail('request', requestData(facts))).slice(1));
  });
});

describe('the receipt', () => {
  const answers = {
    goal: 'KR1, Data Integrity',
    changed: 'Retries down 40 % since Tuesday',
    risk: 'backfill may miss the pilot',
    next: 'Backfill in parallel',
  };
  const update = (given: Partial<typeof answers>, more: object = {}): AnyRecord => ({
    kind: 'update',
    week: '2026-W47',
    answers: given,
    notes: '',
    epics: [],
    repeats: null,
    ...more,
  });
  const listing = (...risks: { text: string; sameAs: number | null }[]): AnyRecord => ({
    kind: 'command',
    type: 'update-risks',
    week: '2026-W47',
    risks: risks.map((risk) => ({ ...risk, epic: null })),
  });
  const receipt = (facts: Partial<ReceiptFacts>) =>
    mail('receipt', {
      ...receiptData({
        plan,
        member: ben,
        records: [],
        questions: [],
        refusals: [],
        risks: [],
        staying: [],
        late: false,
        decisions: [],
        permalink: 'https://onrecord.example.com/m/x%40example.com',
        ...facts,
      }),
      subject: 'Re: Ben, four lines for Friday? (W47)',
    });

  it('shows field by field what was filed, asks one question, and says how to correct it', () => {
    const { text } = receipt({
      records: [
        update(answers, { notes: 'Kofi was a hero today' }),
        listing({ text: answers.risk, sameAs: null }),
      ],
      risks: [{ number: 9, text: answers.risk, epic: null }],
      staying: [4],
      questions: [{ about: 'epic', said: 'the importer', candidate: 'data-integrity' }],
    });
    expect(text).toBe(`Thanks, Ben. Filed:
1 Goal     KR1, Data Integrity
2 Changed  Retries down 40 % since Tuesday
3 Risk     R-9, new: backfill may miss the pilot
           (R-4 stays open)
4 Next     Backfill in parallel
Notes      "Kofi was a hero today"

One question: is "the importer" Data Integrity? Reply yes or no.
Something wrong? The number and the right words: "3 none"
On record: https://onrecord.example.com/m/x%40example.com
`);
  });

  it('shows every risk of an answer, new or not, and the answer too where they are not all of it', () => {
    const two = receipt({
      records: [
        update({ risk: '- R-4, still\n- the freezer' }),
        listing({ text: 'R-4, still', sameAs: 4 }, { text: 'the freezer', sameAs: null }),
      ],
      risks: [{ number: 9, text: 'the freezer', epic: 'alerting' }],
    });
    expect(two.text).toContain('\n3 Risk     R-4, still\n           R-9, new, Alerting: the freezer\n');
    const part = receipt({
      records: [update({ risk: 'over R-2\nthe freezer' }), listing({ text: 'the freezer', sameAs: null })],
      risks: [{ number: 9, text: 'the freezer', epic: null }],
    });
    expect(part.text).toContain('\n3 Risk     over R-2 the freezer\n           R-9, new: the freezer\n');
    expect(receipt({ records: [update({ risk: 'none' }), listing()] }).text).toContain('\n3 Risk     none\n');
  });

  it('shows what a "yes" made of a risk, that it came late, and that it repeats', () => {
    const yes = receipt({ records: [update({}), listing({ text: 'staging lags', sameAs: 4 })] });
    expect(linesOf(yes)[1]).toBe('Risk       R-4: staging lags');
    expect(receipt({ records: [update(answers)], late: true }).text).toContain(
      '\nLate       after the review of W47; it counts all the same\n',
    );
    expect(receipt({ records: [update({}, { repeats: '2026-W46' })] }).text).toContain(
      '\nSame as    your answers of W46\n',
    );
  });

  it('says what it did not file, and why', () => {
    const { text, html } = receipt({
      records: [{ kind: 'planning', type: 'note', week: '2026-W47', text: 'Who comes along?' }],
      refusals: [{ line: 'KR1: 30', why: 'KR1 is set by a lead' }],
    });
    expect(text).toContain('Note       "Who comes along?" (shown on Friday)\n\nNot filed: "KR1: 30"\n');
    expect(text).toContain('\nKR1 is set by a lead.\n');
    expect(previewOf({ html })).toBe('Something needs another look.');
  });

  it('answers a key result, a sprint goal, an absence and the end of a risk in a line each', () => {
    const { text } = receipt({
      records: [
        { kind: 'planning', type: 'key-result', id: 'KR1', value: 31, confidence: 7 },
        { kind: 'planning', type: 'sprint-goal', sprint: 4, goal: 'Quiet nights', keyResult: 'KR2' },
        { kind: 'command', type: 'away', from: '2026-11-23', to: '2026-11-24' },
        { kind: 'command', type: 'over', risk: 2 },
      ],
    });
    expect(text).toBe(`Thanks, Ben. Filed:
KR1        31, confidence 7 of 10 (from 40 to 20)
Sprint     4: Quiet nights (KR2)
Away       Mon 23 Nov to Tue 24 Nov, both days included
Over       R-2

On record: https://onrecord.example.com/m/x%40example.com
`);
  });

  it('is glad to hear "hi"', () => {
    const { text } = receipt({ records: [{ kind: 'command', type: 'hello' }] });
    expect(linesOf({ text, subject: '', html: '' })[0]).toBe(
      'Hi Ben. Your way in works: what you reply to a mail of mine arrives.',
    );
  });

  it('has its question answered by a link', () => {
    const { html } = receipt({
      records: [update(answers)],
      questions: [{ about: 'same-risk', risk: 4, text: 'staging' }],
    });
    expect(html).toMatch(/href="mailto:[^"]*body&#x3D;yes"[^>]*>yes</);
    expect(previewOf({ html })).toBe('One question: is "staging" the same as R-4? Reply yes or no.');
  });
});

describe('Monday’s planning mail', () => {
  const facts: PlanningFacts = {
    plan,
    member: memberOf('ana'),
    now: Temporal.Instant.from('2026-11-09T08:00:00Z'),
    sprint: {
      number: 3,
      starts: '2026-11-02',
      ends: '2026-11-15',
      goal: 'Reduce errors in user workflows',
      keyResult: 'KR2',
    },
    risks: [
      { ...lagging, since: new Date('2026-10-16T12:00:00Z') },
      { ...lagging, number: 9, text: 'backfill #data-integrity', since: new Date('2026-11-06T12:00:00Z') },
      {
        number: 10,
        text: 'nobody named it',
        epic: null,
        member: 'kofi@example.com',
        since: new Date('2026-11-06T12:00:00Z'),
      },
    ],
    waiting: [],
    lookAgain: [],
    focus: new Map([
      ['ben@example.com', 'backfill'],
      ['kofi@example.com', 'pilot 1'],
    ]),
    lastNumber: new Map([
      ['KR1', { at: new Date('2026-11-06T12:00:00Z'), member: 'ana@example.com' }],
      ['KR3', { at: new Date('2026-10-12T12:00:00Z'), member: 'kofi@example.com' }],
    ]),
    paused: new Set(['review/ben@example.com']),
    teamUrl: 'https://onrecord.example.com/t/reliability',
  };

  it('tells where the quarter stands, what is at risk and for how long, and who looks at what', () => {
    const planning = mail('planning', planningData(facts));
    expect(planning.subject).toBe('Monday: Reduce errors in user workflows (sprint 3, 5 days left)');
    expect(planning.text).toContain(`Objective: Improve the reliability of our product in real-world use
Sprint 3, 5 days left: Reduce errors in user workflows (KR2)

KR1  Reduce system failures by 50 %
     33, from 40 to 20 failures a month
`);
    expect(planning.text).toContain('     no number yet, from 0 to 2 pilots, no number for 3 weeks. Kofi?\n');
    expect(planning.text).toContain(`AT RISK, oldest first
R-4  3 weeks  Data Integrity: staging lags two schemas (Ben)
     If this fails: Pilots run on wrong data and are cancelled
R-9  new  Data Integrity: backfill (Ben)
R-10  new  nobody named it (Kofi)

FOCUS
Ben: backfill
Kofi: pilot 1
`);
    expect(planning.text).toContain(
      'The team reads it.\n\nOn record: https://onrecord.example.com/t/reliability\n',
    );
  });

  it('shows to each what they may set, with a number that could be', () => {
    const replyLine = (name: string) =>
      linesOf(mail('planning', planningData({ ...facts, member: memberOf(name) }))).find((line) =>
        line.startsWith('Reply '),
      );
    expect(replyLine('ana')).toBe('Reply "KR1: 30", "Sprint goal: ... (KR2)", a note (shown on Friday),');
    expect(replyLine('kofi')).toBe('Reply "KR2: 91.5", a note (shown on Friday),');
    expect(replyLine('tom')).toBe('Reply a note (shown on Friday),');
  });

  it('asks for a goal where the sprint has none', () => {
    const sprint = facts.sprint && { ...facts.sprint, goal: null, keyResult: null };
    const planning = mail('planning', planningData({ ...facts, sprint }));
    expect(planning.subject).toBe('Monday: which goal for this sprint? (sprint 3, 5 days left)');
    expect(planning.text).toContain('Sprint 3, 5 days left: no goal yet\n');
  });

  it('says until when somebody is away, instead of a focus', () => {
    const away = planOf(
      team.replace(
        'address: tom@example.com',
        'address: tom@example.com, away: [{ from: 2026-11-09, to: 2026-11-12 }]',
      ),
    );
    expect(mail('planning', planningData({ ...facts, plan: away })).text).toContain(
      '\nTom: away until Thu 12 Nov\n',
    );
  });
});

describe('Friday’s review', () => {
  const wrote = (member: string, changed: string, more: object = {}) => ({
    member: `${member}@example.com`,
    answers: { goal: 'Data Integrity', changed, risk: 'none', next: `more of ${changed}` },
    notes: '',
    epics: ['data-integrity'],
    ...more,
  });
  const facts: ReviewFacts = {
    plan,
    member: ben,
    week: '2026-W47',
    now: new Date('2026-11-20T16:00:00Z'),
    updates: [
      wrote('ben', 'retries are down'),
      wrote('kofi', 'alerts wake nobody', { epics: ['data-integrity', 'alerting'] }),
      wrote('mei', 'exports end', { epics: [], notes: 'Petra called' }),
    ],
    risks: [{ ...lagging, since: weeksAgo(3) }],
    ended: [{ number: 2, text: 'gateway 14' }],
    decisions: [],
    notes: [{ member: 'sara@example.com', text: 'Pilot 2 signs on Wednesday' }],
    away: ['tom@example.com'],
    sprint: null,
    weekUrl: 'https://onrecord.example.com/t/reliability/weeks/2026-W47',
  };

  it('begins with what was filed from its reader, then risks, what changed by epic, and what is next', () => {
    const review = mail('review', reviewData(facts));
    expect(review.subject).toBe('Review W47: 3 of 6 wrote, 1 risk open');
    expect(review.text).toContain(`FILED FROM YOU
1 Goal     Data Integrity
2 Changed  retries are down
3 Risk     none
4 Next     more of retries are down
Something wrong? Reply with the number and the right words.

AT RISK
Data Integrity
  R-4  3 weeks  staging lags two schemas (Ben)
Over
  R-2  gateway 14

WHAT CHANGED
Data Integrity
  Ben: retries are down
Alerting
  Kofi: alerts wake nobody
Without an epic
  Mei: exports end
`);
    expect(review.text).toContain('\nNEXT WEEK\nBen: more of retries are down\n');
    expect(review.text).toContain('\nNOTES\nSara: Pilot 2 signs on Wednesday\nMei: Petra called\n');
  });

  it('tells members from whom nothing has come, and observers not', () => {
    const member = mail('review', reviewData(facts)).text;
    expect(member).toContain('Away: Tom\nNothing yet from Ana, Sara.\n');
    const observer = mail('review', reviewData({ ...facts, member: memberOf('luis') })).text;
    expect(observer).toContain('Away: Tom\n');
    expect(observer).not.toContain('Nothing yet from');
    expect(observer).not.toContain('FILED FROM YOU');
  });

  it('tells who has not written that it still counts', () => {
    const { text } = mail('review', reviewData({ ...facts, member: memberOf('sara') }));
    expect(linesOf({ text, subject: '', html: '' })[0]).toBe(
      "Nothing from you this week yet. Four lines in reply to Friday's request",
    );
  });

  it('shows who wrote in prose their prose, and who answered in part what is missing', () => {
    const prose = { goal: '', changed: '', risk: '', next: '' };
    const updates = [wrote('ben', '', { answers: prose, notes: 'Two long days with the vendor.' })];
    expect(mail('review', reviewData({ ...facts, updates })).text).toContain(
      'FILED FROM YOU\nNotes      "Two long days with the vendor."\nSomething wrong?',
    );
    const part = [wrote('ben', 'retries', { answers: { ...prose, changed: 'retries' } })];
    expect(mail('review', reviewData({ ...facts, updates: part })).text).toContain(
      '1 Goal     not answered\n2 Changed  retries\n3 Risk     not answered\n',
    );
  });
});

describe('the HTML part', () => {
  const ten = Array.from({ length: 10 }, (_, n) => `${'long words about a long week '.repeat(20)}${n}`);
  const review = () =>
    mail(
      'review',
      reviewData({
        plan,
        member: ben,
        week: '2026-W47',
        now: new Date('2026-11-20T16:00:00Z'),
        updates: ten.map((text) => ({
          member: ben.address,
          answers: { goal: text, changed: text, risk: text, next: text },
          notes: text,
          epics: [],
        })),
        risks: ten.map((text, number) => ({ ...lagging, number, text, since: weeksAgo(number) })),
        ended: [],
        decisions: [],
        notes: [],
        away: [],
        sprint: null,
        weekUrl: 'https://onrecord.example.com/t/reliability/weeks/2026-W47',
      }),
    );

  it('stays under 30 kB in a week in which ten people write a lot', () => {
    expect(Buffer.byteLength(review().html)).toBeLessThan(30_000);
  });

  it('fetches nothing, is one column of 560 px, has a dark mode and a title', () => {
    const { html, subject } = review();
    expect(html).not.toMatch(/<(?:img|script|link|iframe)\b|url\(|@import/i);
    expect(html).toContain('max-width: 560px');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain(`<title>${subject}</title>`);
  });

  it('shows what somebody wrote as text, never as markup', () => {
    const refusals = [{ line: '<img src=x onerror=alert(1)>', why: '<b>no</b>' }];
    const { html } = mail('notice', {
      ...noticeData(ben, refusals, 'https://example.com/m/x'),
      subject: 'x',
    });
    expect(html).toContain('&lt;img src');
    expect(html).not.toMatch(/<img|<b>no/);
  });
});

describe('the welcome', () => {
  const url = 'https://onrecord.example.com/t/reliability';

  it('comes in the lead’s name: why, when, who reads it, the objective, the member’s epics, and "hi"', () => {
    const welcome = mail('welcome', welcomeData(plan, ben, friday, url));
    expect(welcome.subject).toBe('Welcome to Product Reliability: reply "hi"');
    expect(welcome.text).toContain(
      'Ana Ruiz keeps Product Reliability aligned by email,\nand asked me to do the asking.',
    );
    expect(welcome.text).toContain(`Monday 09:00 Berlin (05:00 yours): where we stand
Friday 09:00 yours: four questions; reply in four lines
Friday 17:00 Berlin (13:00 yours): what everybody wrote, on one page
`);
    expect(welcome.text).toContain(
      'What you write is read by the team: Ana, Ben, Kofi, Mei, Tom, Sara, Luis.\n',
    );
    expect(welcome.text).toContain(`YOURS
Data Integrity #data-integrity
  reduces this risk: Silent corruption of sensor data
  if it fails: Pilots run on wrong data and are cancelled
`);
    expect(welcome.text).toContain('Reply "hi", and your way in is proven.');
  });

  it('tells an observer of the review alone', () => {
    const { text } = mail('welcome', welcomeData(plan, memberOf('luis'), friday, url));
    expect(text).toContain('you read one mail a week, and you may reply.');
    expect(text).toContain('Friday 17:00 Berlin: what everybody wrote, on one page');
    expect(text).not.toContain('four questions');
  });
});

describe('what is sent on other occasions', () => {
  it('is a manual on one screen, with the sprint goal for leads alone', () => {
    const help = (name: string) =>
      mail('help', {
        ...helpData(plan, memberOf(name), {
          teamUrl: 'https://example.com/t/reliability',
          logAddress: 'onrecord+reliability@example.com',
        }),
        subject: 'Re: help',
      });
    expect(linesOf(help('ben')).length).toBeLessThan(30);
    expect(Math.max(...linesOf(help('ana')).map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(help('ben').text).toContain('Risk: backfill may miss the pilot #data-integrity\nover R-4\n');
    expect(help('ben').text).not.toContain('Sprint goal');
    expect(help('ana').text).toContain('Sprint goal: fewer errors in user workflows (KR2)');
  });

  it('says of a mail that nothing was recorded, why, and what to do', () => {
    const refusals = [
      { line: 'away until 12/1', why: 'is it 12 January or 1 December? Write "away until 1 Dec"' },
    ];
    const { text } = mail('notice', {
      ...noticeData(ben, refusals, 'https://example.com/m/x'),
      subject: 'Re: away',
    });
    expect(text).toContain('Ben, nothing was recorded from your last mail.\n\n"away until 12/1"\n');
    expect(text).toContain('Reply to this with the right words, or "help" for what I understand.');
  });

  it('tells a risk at once to whom it concerns', () => {
    const risk = {
      number: 9,
      text: 'the freezer door #alerting',
      epic: 'alerting',
      member: 'mei@example.com',
    };
    const { subject, text } = mail('risk', riskData(plan, memberOf('kofi'), risk, 'https://example.com/m/x'));
    expect(subject).toBe('R-9: the freezer door');
    expect(text).toContain('Mei sees a risk for Alerting:\n\nR-9  the freezer door\n');
    expect(text).toContain('You get this at once because Alerting is yours.');
  });
});

function previewOf({ html }: Pick<Content, 'html'>): string {
  const [, preview = ''] = /class="preview"[^>]*>([^<]*)</.exec(html) ?? [];
  return preview.replaceAll('&quot;', '"');
}
