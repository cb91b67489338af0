import type { Db } from '../../src/db/database.ts';
import { decide } from './decided.ts';
import { applyPlan, mail } from './seed.ts';
import { plan } from './seed-plan.ts';

/** Four weeks of the team as rows, up to Wednesday of W48. What the tests and the screenshots look at. */
export const now = '2026-11-25T10:00:00Z';

/** A name and a subject that would break a page that does not escape. */
export const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';

export async function tell(db: Db): Promise<void> {
  const applied = '2026-10-30T09:00:00Z';
  const position = await mail(db, {
    id: 'plan.1@example.com',
    at: applied,
    from: ['Onrecord', 'onrecord@example.com'],
    subject: 'Plan of reliability',
    text: 'team.yaml',
    proof: { grade: 'local', why: 'applied from the command line' },
    reading: { outcome: 'recorded', kinds: ['plan'], records: [{ kind: 'plan', yaml: '', plan }] },
  });
  await applyPlan(db, plan, position, applied);
  await courses(db);
  for (const [week, friday] of fridays) await writeWeek(db, week, friday);
  await bensReply(db);
  await strays(db);
  await decide(db);
}

const fridays = [
  ['2026-W45', '2026-11-06'],
  ['2026-W46', '2026-11-13'],
  ['2026-W47', '2026-11-20'],
] as const;

const said: Record<string, readonly string[]> = {
  ana: ['KR1, Alerting', 'Two alerts that fired for nothing are gone', 'none', 'Alert on stale data'],
  kofi: [
    'KR3',
    'Pilot 1 runs at the customer since Tuesday',
    'The second pilot has no date',
    'Pilot 2 contract',
  ],
  mei: ['KR2, checkout flow', 'Success went from 90 to 91 %', 'none', 'The retry dialog'],
  tom: [
    '',
    'Reviewed the import path with Kofi, and wrote down what we learnt about the scales',
    '',
    'Importer tests',
  ],
};

async function writeWeek(db: Db, week: string, friday: string): Promise<void> {
  for (const [name, [goal, changed, risk, next]] of Object.entries(said)) {
    if (name === 'tom' && week === '2026-W46') continue;
    await update(
      db,
      week,
      `${friday}T10:12:00Z`,
      name,
      [goal, changed, risk, next].map(String),
      name === 'mei',
    );
  }
}

async function update(
  db: Db,
  week: string,
  at: string,
  name: string,
  [goal = '', changed = '', risk = '', next = '']: readonly string[],
  late: boolean,
): Promise<number> {
  const address = `${name}@example.com`;
  const full = plan.members.find((one) => one.address === address)?.name ?? name;
  const position = await mail(db, {
    id: `${week}.${name}@mail.example.com`,
    at,
    from: [full, address],
    subject: `Re: ${full}, four lines for Friday? (${week.slice(5)})`,
    text: `1. ${goal}\n2. ${changed}\n3. ${risk}\n4. ${next}`,
    answers: `root.${week}@onrecord.example.com`,
    reading: { outcome: 'recorded', kinds: ['update'], member: address },
  });
  await db
    .insertInto('log.updates')
    .values({
      team: plan.team,
      week,
      member: address,
      version: 1,
      position,
      received_at: new Date(at),
      answers: JSON.stringify({ goal, changed, risk, next }),
      notes: '',
      epics: name === 'ana' ? ['alerting'] : [],
      late,
      repeats: null,
    })
    .execute();
  return position;
}

/** The one message that is seen in full: request, reply in two versions, receipt, a risk of three weeks and a new one. */
async function bensReply(db: Db): Promise<void> {
  const request = await mail(db, {
    id: 'request.w47.ben@onrecord.example.com',
    at: '2026-11-20T08:00:00Z',
    from: ['Onrecord', 'onrecord@example.com'],
    subject: 'Ben, four lines for Friday? (W47)',
    text: 'Press Reply. One line each; "none" and "same" are fine.',
    out: { kind: 'request', recipient: 'ben@example.com', week: '2026-W47', state: 'sent' },
  });
  const first = await update(
    db,
    '2026-W44',
    '2026-10-30T10:00:00Z',
    'ben',
    ['KR1', 'Nothing yet', 'staging lags two schemas', 'Checksums'],
    false,
  );
  const lines = [
    ['Ran the retry fix against last month\u2019s traffic. Kofi was a hero today.', 'author', 'own'],
    ['', 'author', 'own'],
    ['On Fri, 20 Nov 2026 at 09:00, Onrecord <onrecord+r.abc@example.com> wrote:', 'folded', 'attribution'],
    ['Press Reply. One line each; "none" and "same" are fine.', 'original', 'aligned'],
    ['The team reads it in Friday\u2019s review, 16:00 Berlin.', 'original', 'aligned'],
    ['1. What goal did I work toward?', 'original', 'aligned'],
    ['KR1, Data Integrity', 'author', 'own'],
    ['2. What changed because of my work?', 'original', 'aligned'],
    ['Retries down 40 % since Tuesday', 'author', 'own'],
    ['3. What is at risk?', 'original', 'aligned'],
    ['backfill may miss the pilot', 'author', 'own'],
    ['4. What will I focus on next?', 'original', 'aligned'],
    ['Backfill in parallel', 'author', 'own'],
    ['-- ', 'folded', 'signature-delimiter'],
    ['Ben · Example GmbH · Registered in Berlin', 'folded', 'signature-delimiter'],
  ];
  const text = lines.map(([line, whose]) => (whose === 'original' ? `> ${line}` : line)).join('\n');
  const position = await mail(db, {
    id: 'CAD1/x+7=Q@mail.example.com',
    at: '2026-11-20T10:31:00Z',
    from: ['Ben', 'ben@example.com'],
    subject: 'Re: Ben, four lines for Friday? (W47)',
    text,
    html: '<p>Ran the retry fix.</p><script>alert(1)</script><img src="https://tracker.example/x.png"><blockquote>Press Reply.</blockquote>',
    answers: 'request.w47.ben@onrecord.example.com',
    reading: {
      outcome: 'recorded',
      kinds: ['command', 'update'],
      member: 'ben@example.com',
      records: [
        {
          kind: 'update',
          week: '2026-W47',
          answers: {
            goal: 'KR1, Data Integrity',
            changed: 'Retries down 40 % since Tuesday',
            risk: 'backfill may miss the pilot',
            next: 'Backfill in parallel',
          },
          notes: 'Ran the retry fix against last month\u2019s traffic. Kofi was a hero today.',
          epics: ['data-integrity'],
          repeats: null,
        },
        {
          kind: 'command',
          type: 'update-risks',
          week: '2026-W47',
          risks: [{ text: 'backfill may miss the pilot', epic: 'data-integrity', sameAs: null }],
        },
      ],
      questions: [{ about: 'epic', said: 'the importer', candidate: 'automation' }],
      parts: lines.map(([line, whose, rule]) => ({ text: line, whose, rule, under: null })),
    },
  });
  await mail(db, {
    id: 'receipt.ben@onrecord.example.com',
    at: '2026-11-20T10:31:02Z',
    from: ['Onrecord', 'onrecord@example.com'],
    subject: 'Re: Ben, four lines for Friday? (W47)',
    text: 'Thanks, Ben. Filed:',
    answers: 'request.w47.ben@onrecord.example.com',
    out: {
      kind: 'receipt',
      recipient: 'ben@example.com',
      week: '2026-W47',
      state: 'sent',
      answers: position,
    },
  });
  const correction = await mail(db, {
    id: 'correction.ben@mail.example.com',
    at: '2026-11-20T11:02:00Z',
    from: ['Ben', 'ben@example.com'],
    subject: 'Re: Ben, four lines for Friday? (W47)',
    text: '2 Retries down 41 % since Tuesday',
    answers: 'request.w47.ben@onrecord.example.com',
    reading: { outcome: 'recorded', kinds: ['update'], member: 'ben@example.com' },
  });
  const answers = {
    goal: 'KR1, Data Integrity',
    changed: 'Retries down 40 % since Tuesday',
    risk: 'backfill may miss the pilot',
    next: 'Backfill in parallel',
  };
  const notes = 'Ran the retry fix against last month\u2019s traffic. Kofi was a hero today.';
  for (const [index, of] of [position, correction].entries()) {
    await db
      .insertInto('log.updates')
      .values({
        team: plan.team,
        week: '2026-W47',
        member: 'ben@example.com',
        version: index + 1,
        position: of,
        received_at: new Date(index === 0 ? '2026-11-20T10:31:00Z' : '2026-11-20T11:02:00Z'),
        answers: JSON.stringify(
          index === 0 ? answers : { ...answers, changed: 'Retries down 41 % since Tuesday' },
        ),
        notes,
        epics: ['data-integrity'],
        late: false,
        repeats: null,
      })
      .execute();
  }
  const risk = (number: number, text: string, at: string, of: number, epic: string | null) => ({
    team: plan.team,
    number,
    text,
    epic,
    member: 'ben@example.com',
    week: '2026-W47',
    position: of,
    since: new Date(at),
  });
  await db
    .insertInto('log.risks')
    .values([
      risk(4, 'staging lags two schemas', '2026-10-30T10:00:00Z', first, 'data-integrity'),
      risk(9, 'backfill may miss the pilot', '2026-11-20T10:31:00Z', position, 'data-integrity'),
      risk(7, 'the second pilot has no date', '2026-11-06T10:12:00Z', request, null),
      {
        ...risk(2, 'the test rig is shared with another team', '2026-10-30T10:00:00Z', first, 'alerting'),
        resolved_at: new Date('2026-11-20T11:02:00Z'),
        resolved_by: 'ben@example.com',
        resolved_position: correction,
      },
    ])
    .execute();
}

async function courses(db: Db): Promise<void> {
  const points = [
    ['KR1', 38, '2026-11-02'],
    ['KR1', 36, '2026-11-09'],
    ['KR1', 37, '2026-11-16'],
    ['KR1', 33, '2026-11-23'],
    ['KR2', 90, '2026-11-09'],
    ['KR2', 91, '2026-11-23'],
  ] as const;
  for (const [id, current, day] of points) {
    const at = `${day}T09:20:00Z`;
    const position = await mail(db, {
      id: `${id}.${day}@mail.example.com`,
      at,
      from: ['Ana Ruiz', 'ana@example.com'],
      subject: 'Re: Monday: fewer errors in user workflows',
      text: `${id}: ${current}`,
      reading: {
        outcome: 'recorded',
        kinds: ['planning'],
        member: 'ana@example.com',
        records: [{ kind: 'planning', type: 'key-result', id, value: current, confidence: null }],
      },
    });
    await db
      .insertInto('log.plan_values')
      .values({
        team: plan.team,
        name: `key-result/2026-Q4/${id}`,
        position,
        source: 'mail',
        member: 'ana@example.com',
        at: new Date(at),
        value: JSON.stringify({ current, confidence: id === 'KR1' ? 6 : null }),
      })
      .execute();
  }
  const position = await mail(db, {
    id: 'note.kofi@mail.example.com',
    at: '2026-11-23T09:40:00Z',
    from: ['Kofi', 'kofi@example.com'],
    subject: 'Re: Monday: fewer errors in user workflows',
    text: 'The customer moved the visit to Thursday.',
    reading: { outcome: 'recorded', kinds: ['planning'], member: 'kofi@example.com' },
  });
  await db
    .insertInto('log.notes')
    .values({
      team: plan.team,
      position,
      week: '2026-W48',
      member: 'kofi@example.com',
      at: new Date('2026-11-23T09:40:00Z'),
      text: 'The customer moved the visit to Thursday.',
    })
    .execute();
}

/** What the operator should see: held, ignored, failed, unreadable, pending, waiting, and a hostile stranger. */
async function strays(db: Db): Promise<void> {
  const at = '2026-11-24T08:00:00Z';
  await mail(db, {
    id: 'evil"><b>@example.org',
    at,
    from: [hostile, 'stranger@example.org'],
    subject: hostile,
    text: `${hostile}\nDecision: give me everything`,
    html: `<p onclick="alert(3)">Hi ${hostile}</p>`,
    proof: { grade: 'none', why: 'nothing shows who sent it' },
    reading: {
      outcome: 'held',
      reason: 'nothing shows who sent it',
      parts: [{ text: hostile, whose: 'author', rule: 'own', under: null }],
    },
  });
  await mail(db, {
    id: 'ooo@example.com',
    at,
    from: ['Sara', 'sara@example.com'],
    subject: 'Automatic reply: Sara, four lines for Friday?',
    text: 'I am out of the office',
    reading: { outcome: 'ignored', kinds: ['automatic'], reason: 'Auto-Submitted: auto-replied' },
  });
  await mail(db, {
    id: 'bomb@example.com',
    at,
    from: ['Tom', 'tom@example.com'],
    subject: 'A thousand parts',
    text: '',
    reading: { outcome: 'unreadable', reason: 'it has more than 1,000 parts' },
  });
  await mail(db, {
    id: 'waiting@onrecord.example.com',
    at,
    from: ['Onrecord', 'onrecord@example.com'],
    subject: 'Ana, four lines for Friday? (W48)',
    text: 'Press Reply.',
    out: { kind: 'request', recipient: 'ana@example.com', week: '2026-W48', state: 'deferred' },
  });
  await mail(db, {
    id: 'of-nobody@example.org',
    at,
    from: ['Somebody', 'somebody@example.org'],
    subject: 'To no team',
    text: 'Hello',
    team: null,
    reading: { outcome: 'held', reason: 'in no team' },
  });
  await mail(db, {
    id: 'fresh@example.com',
    at: '2026-11-25T09:59:58Z',
    from: ['Mei', 'mei@example.com'],
    subject: 'Just arrived',
    text: 'Hello',
    pending: true,
  });
}
