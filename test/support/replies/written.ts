import type { Body } from '../../../src/message/message.ts';

/** What a person types into a reply, line by line; '' is a blank line. */
export interface Written {
  readonly top?: readonly string[];
  /** Below each of the four questions. */
  readonly under?: readonly (readonly string[])[];
  /** Behind each of the four questions, on its line. */
  readonly behind?: readonly string[];
  readonly bottom?: readonly string[];
}

/** A mail of ours, with places for answers: `‹1›` behind question 1 on its line, `«1»` below it, in both parts. */
export interface Request {
  readonly text: string;
  readonly html: string;
}

/** The request as it was sent: nothing in its places. */
export function sent(request: Request): Body {
  return { text: fill(request.text, '', () => ''), html: fill(request.html, '', () => '') };
}

/** Puts something into the places of a template. */
export function fill(
  template: string,
  behind: string | readonly string[],
  under: (question: number) => string,
): string {
  return template
    .replaceAll(/‹([1-4])›/g, (_, number: string) =>
      typeof behind === 'string' ? behind : (behind[Number(number) - 1] ?? ''),
    )
    .replaceAll(/«([1-4])»\n?/g, (_, number: string) => under(Number(number)));
}

export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Breaks lines at a margin, as mailers do with text that does not say that it flows. A wide character takes two columns. */
export function wrap(lines: readonly string[], margin: number): string[] {
  return lines.flatMap((line) => {
    const broken: string[] = [];
    let last = '';
    for (const word of line.split(' ')) {
      const longer = last === '' ? word : `${last} ${word}`;
      if (last !== '' && columns(longer) > margin) {
        broken.push(last);
        last = word;
      } else last = longer;
    }
    return [...broken, last];
  });
}

const columns = (text: string) =>
  [...text].reduce((sum, char) => sum + (/[\u2e80-\uffdc]|\p{Extended_Pictographic}/u.test(char) ? 2 : 1), 0);

const hint = 'Last week, next was: "cut retry storms in ingest"';

export const requests: Record<'paragraphs' | 'list' | 'table' | 'hints', Request> = {
  paragraphs: {
    text: `Press Reply. One line each; "none" and "same" are fine.
The team reads it in Friday's review, 17:00 Berlin (13:00 yours).

1. What goal did I work toward?‹1›
«1»
2. What changed because of my work?‹2›
«2»
3. What is at risk?‹3›
«3»
4. What will I focus on next?‹4›
«4»
${hint}
Yours: Data Integrity #data-integrity (KR1: failures 18 of 50 % down)
R-4, 3 weeks: staging lags two schemas. Gone? Write "over R-4".

Not here? "away until Tuesday"
`,
    html: `<html><head><style>p{margin:1em 0}</style></head><body><div style="display:none">R-4 is three weeks old.</div>
<p>Press Reply. One line each; &quot;none&quot; and &quot;same&quot; are fine.<br>The team reads it in Friday&#39;s review, 17:00 Berlin (13:00 yours).</p>
<p><strong>1. What goal did I work toward?</strong>‹1›</p>«1»
<p><strong>2. What changed because of my work?</strong>‹2›</p>«2»
<p><strong>3. What is at risk?</strong>‹3›</p>«3»
<p><strong>4. What will I focus on next?</strong>‹4›</p>«4»
<p>${escapeHtml(hint)}<br>Yours: Data Integrity <a href="https://onrecord.example.com/t/reliability/epics/data-integrity">#data-integrity</a> (KR1: failures 18 of 50 % down)<br>R-4, 3 weeks: staging lags two schemas. Gone? Write &quot;over R-4&quot;.</p>
<p>Not here? &quot;away until Tuesday&quot;</p></body></html>`,
  },
  list: {
    text: `Hi Ben,

It is Friday: four lines, please.

1. What goal did I work toward?‹1›
«1»2. What changed because of my work?‹2›
«2»3. What is at risk?‹3›
«3»4. What will I focus on next?‹4›
«4»
Thank you!
`,
    html: `<p>Hi Ben,</p><p>It is Friday: four lines, please.</p><ol><li>What goal did I work toward?‹1›«1»</li><li>What changed because of my work?‹2›«2»</li><li>What is at risk?‹3›«3»</li><li>What will I focus on next?‹4›«4»</li></ol><p>Thank you!</p>`,
  },
  table: {
    text: `Your week 47

What goal did I work toward?‹1›
«1»
What changed because of my work?‹2›
«2»
What is at risk?‹3›
«3»
What will I focus on next?‹4›
«4»
Sent to the team Reliability. Settings: https://onrecord.example.com/settings
`,
    html: `<table width="100%"><tr><td><h1>Your week 47</h1></td></tr><tr><td><h3>What goal did I work toward?‹1›</h3>«1»</td></tr><tr><td><h3>What changed because of my work?‹2›</h3>«2»</td></tr><tr><td><h3>What is at risk?‹3›</h3>«3»</td></tr><tr><td><h3>What will I focus on next?‹4›</h3>«4»</td></tr><tr><td><p>Sent to the team Reliability. Settings: <a href="https://onrecord.example.com/settings">https://onrecord.example.com/settings</a></p></td></tr></table>`,
  },
  hints: {
    text: `Ben, four lines for Friday?

1. What goal did I work toward?‹1›
(a key result, an epic, or your own)
«1»
2. What changed because of my work?‹2›
(for a user, the team, the system)
«2»
3. What is at risk?‹3›
(or: none)
«3»
4. What will I focus on next?‹4›
(one thing is best)
«4»
The team reads it on Friday at 17:00.
`,
    html: `<p>Ben, four lines for Friday?</p><p><b>1. What goal did I work toward?</b>‹1›<br><small>(a key result, an epic, or your own)</small></p>«1»<p><b>2. What changed because of my work?</b>‹2›<br><small>(for a user, the team, the system)</small></p>«2»<p><b>3. What is at risk?</b>‹3›<br><small>(or: none)</small></p>«3»<p><b>4. What will I focus on next?</b>‹4›<br><small>(one thing is best)</small></p>«4»<p>The team reads it on Friday at 17:00.</p>`,
  },
};
