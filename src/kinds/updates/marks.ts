import { words } from '../../message/words.ts';
import { headingWords, labels, stems } from './labels.ts';
import { type Question, questions, questionTexts } from './record.ts';

/** The beginning of an answer, as a line shows it. */
export interface Mark {
  readonly question: Question | 'notes';
  /**
   * `question`: its text, a slip of the keyboard allowed; `label`: a name for it with a colon or dash behind; `alone`: a name on a line of
   * its own; `stem`: a longer heading that speaks of one question; `number`.
   */
  readonly by: 'question' | 'label' | 'alone' | 'stem' | 'number';
  /** What follows it on its line. */
  readonly rest: string;
  /** For numbers: columns before it. */
  readonly indent: number;
}

const longestHeading = 80;

const hasLetter = /\p{L}/u;
const hasNumber = /[\d１-９①-④一二三四]/;

/** The mark that a line begins with by words, or null. */
export function wordMark(line: string): Mark | null {
  if (!hasLetter.test(line)) return null;
  const [taken, text] = taking(line);
  if (text === '') return null;
  return questionMark(text, taken) ?? labelMark(text, line, taken) ?? stemMark(text, taken);
}

/** "What goal did I work toward? Ship it", also misspelt, also without its question mark. */
function questionMark(text: string, taken: string): Mark | null {
  if (text.length < shortestQuestion) return null;
  const asked = text.search(/[?？:：]/);
  const head = asked >= 0 && asked <= longestHeading ? text.slice(0, asked + 1) : text;
  const said = head.length <= longestHeading ? letters(turned(head)) : '';
  const begins = letters(text.slice(0, longestHeading));
  for (const { question, wanted } of wantedLetters) {
    const mark = (at: number): Mark => {
      const rest = restOf(text.slice(at), taken + text.slice(0, at));
      return { question, by: 'question', rest, indent: 0 };
    };
    if (near(said, wanted)) return mark(head.length);
    if (begins.length > wanted.length && begins.startsWith(wanted)) {
      return mark(lengthOfLetters(text, wanted.length));
    }
  }
  return null;
}

/** "Goal: ship it", "AT RISK - none", "Next →", or a label alone on its line. */
function labelMark(text: string, line: string, taken: string): Mark | null {
  const separator =
    /^([^:：=>|→?？–—]{1,40}?)\s*(?:\*+|_+|<\/?b>)?\s*(?:[:：=>|→?？]|[–—]|->|=>|\s-(?=\s))+\s*(?:\*+|_+)?/u.exec(
      text.slice(0, 60),
    );
  if (separator) {
    const question = labelled(separator[1] ?? '');
    if (question) {
      const rest = restOf(text.slice(separator[0].length), taken + separator[0]);
      return { question, by: 'label', rest, indent: 0 };
    }
  }
  const bold = /^(\*{1,3}|_{1,2})([^*_]{2,40})\1\s+/.exec(line.trim());
  const boldly = bold ? labelled(bold[2] ?? '') : null;
  if (bold && boldly)
    return { question: boldly, by: 'label', rest: restOf(line.trim().slice(bold[0].length), ''), indent: 0 };
  const alone = text.length <= 40 ? labelled(text) : null;
  if (alone) return { question: alone, by: 'alone', rest: '', indent: 0 };
  // A postscript needs no colon.
  const postscript = /^p\.?\s?s\.?[\s:,–-]+/i.exec(text);
  return postscript ? { question: 'notes', by: 'label', rest: line.trim(), indent: 0 } : null;
}

/** What a name for an answer stands for, a slip of the keyboard allowed. */
export function labelled(name: string): Question | 'notes' | null {
  if (name.length > 60) return null;
  const said = name
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\s.,!*_"“”]+$/u, '')
    .replace(/^[\s*_"“”]+/u, '')
    .replace(/\s+/g, ' ');
  return exactly.get(said) ?? slipped(said);
}

const named = [...questions, 'notes' as const].flatMap((question) =>
  labels[question].map((label) => ({ question, label })),
);
const exactly = new Map(named.toReversed().map(({ question, label }) => [label, question]));

/** By what is left of each longer label when one letter is missing: two texts a slip apart share one of these. */
const shortened = new Map<string, { question: Question; label: string }[]>();
for (const { question, label } of named) {
  if (question === 'notes' || label.length < 5) continue;
  for (const key of withOneMissing(label))
    shortened.set(key, [...(shortened.get(key) ?? []), { question, label }]);
}

function withOneMissing(text: string): string[] {
  return [text, ...Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1))];
}

/** A label of some length with one slip of the keyboard. */
function slipped(said: string): Question | null {
  if (said.length < 5 || said.length > 20) return null;
  for (const key of withOneMissing(said)) {
    const found = shortened.get(key)?.find(({ label }) => distanceWithin(said, label, 1));
    if (found) return found.question;
  }
  return null;
}

/** "My goal this week:", "Risks and blockers:", "What are the risks?". */
function stemMark(text: string, taken: string): Mark | null {
  const end = text.search(/[:：?？](?!\/\/)/);
  if (end < 3 || end > 60) return null;
  // A question ends its line: what follows one is prose.
  if (/[?？]/.test(text[end] ?? '') && text.slice(end + 1).trim() !== '') return null;
  const head = text.slice(0, end).toLowerCase();
  if (head.split(/\s+/).length > 8 || /[.!;,]/.test(head)) return null;
  const question = stemOf(head);
  if (question === null) return null;
  const rest = isHeading(head, question) ? restOf(text.slice(end + 1), taken + text.slice(0, end + 1)) : text;
  return { question, by: 'stem', rest, indent: 0 };
}

/** The one question that a heading speaks of, lower case. */
export function stemOf(head: string): Question | null {
  const [only, other] = questions.filter((question) =>
    stems[question].some((stem) => startsWord(head, stem)),
  );
  return only && !other ? only : null;
}

/** Nothing but the name of the question and the words that go with it; of wide characters, few. */
function isHeading(head: string, question: Question): boolean {
  const words = head.match(/[\p{L}\p{M}'’]+/gu) ?? [];
  return words.every(
    (word) =>
      headingWords.has(word) ||
      stems[question].some((stem) => word.startsWith(stem)) ||
      (/^[\u2e80-\uffdc]/.test(word) && word.length <= 12),
  );
}

function startsWord(text: string, stem: string): boolean {
  const at = text.indexOf(stem);
  return (
    at === 0 || (at > 0 && !/\p{L}/u.test(text[at - 1] ?? '')) || (at > 0 && stem.charCodeAt(0) > 0x2e80)
  );
}

/** Without what is put around headings: bullets, numbers, "##", "Q:", stars, quotes, pictures. */
export const undecorated = (line: string): string => taking(line)[1];

/** What is taken from the start of a line, and what is left. */
function taking(line: string): [taken: string, text: string] {
  const whole = line.trim();
  let text = whole;
  for (let round = 0; round < 6; round += 1) {
    const next = text
      .replace(/^(?:[#>*_~="“”„«»‹›'‘’`•·◦▪‣+|([\s]|[–—-]\s|\p{Extended_Pictographic}|\ufe0f|\u20e3)+/u, '')
      .replace(/^(?:[qf]\s*\d?\s*[:.)-]|\(?\d{1,2}\s*[.):/-]|\d\ufe0f?\u20e3|[①-⑨])\s*/iu, '');
    if (next === text) break;
    text = next;
  }
  const taken = whole.slice(0, whole.length - text.length);
  return [taken, withoutClosing(text, taken).trimEnd()];
}

/** What closes the marks that were taken from the start, where nothing before it does; other marks at the end are the author's. */
function withoutClosing(text: string, taken: string): string {
  const last = text.at(-1) ?? '';
  const openers = closes[last];
  if (openers === undefined || ![...openers].some((opener) => taken.includes(opener))) return text;
  let start = text.length;
  while (start > 0 && text[start - 1] === last) start -= 1;
  if (text.indexOf(last) < start) return text;
  // Of brackets one closes; stars and quotes do so together.
  return withoutClosing(text.slice(0, ')]'.includes(last) ? text.length - 1 : start), taken);
}
const closes: Readonly<Record<string, string>> = {
  ...{ '=': '=', '*': '*', _: '_', '~': '~', '`': '`', '"': '"' },
  ...{ '”': '“„', '“': '„', '»': '«', '›': '‹', '’': '‘', ')': '(', ']': '[' },
};

/** What stands behind the name of an answer: without its separator, and without the marks that close what was opened before it. */
function restOf(text: string, head: string): string {
  let rest = text;
  for (let round = 0; round < 4; round += 1) {
    const mark = rest.trimStart().charAt(0);
    const open = isOpen(mark, head) ? rest.trimStart().replace(sameMark(mark), '') : rest;
    const next = open.replace(/^\s*(?:[:：–—=>|→-](?=\s|$))?\s*/u, '');
    if (next === rest) break;
    rest = next;
  }
  return /^[=*#~_\s]+$/.test(rest) ? '' : rest.trimEnd();
}

/** Whether a mark closes one that is open at the end of a text: stars and quotes come in pairs. */
function isOpen(mark: string, head: string): boolean {
  const openers = closes[mark];
  if (openers === undefined) return false;
  if (openers.includes(mark)) return (head.match(sameMarks(mark)) ?? []).length % 2 === 1;
  const opened = [...head].filter((char) => openers.includes(char)).length;
  return opened > [...head].filter((char) => char === mark).length;
}

const sameMark = (mark: string) => (mark === '*' ? /^\*+/ : mark === '_' ? /^_+/ : /^./su);
const sameMarks = (mark: string) =>
  mark === '*' ? /\*+/g : mark === '_' ? /_+/g : mark === '~' ? /~+/g : mark === '`' ? /`+/g : /"/g;

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
/** Who copies a question may turn it: "did you", "your work". */
const turned = (text: string) => text.replace(/\byour\b/gi, 'my').replace(/\byou\b/gi, 'I');
const wantedLetters = questions.map((question) => ({ question, wanted: letters(questionTexts[question]) }));
const shortestQuestion = 12;

/** How far into `text` its first `count` letters and digits reach, with the question mark behind them. */
function lengthOfLetters(text: string, count: number): number {
  let seen = 0;
  let at = 0;
  for (; at < text.length && seen < count; at += 1) if (/[\p{L}\p{N}]/u.test(text[at] ?? '')) seen += 1;
  while (at < text.length && '?？:*_"”“'.includes(text[at] ?? ' ')) at += 1;
  return at;
}

/** The same but for a few slips. */
function near(said: string, wanted: string): boolean {
  return said === wanted || (said !== '' && distanceWithin(said, wanted, Math.floor(wanted.length / 8)));
}

/** Optimal string alignment distance, no further than `most`; only that far beside the diagonal is looked at. */
export function distanceWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  const far = most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row: number[] = new Array(b.length + 1).fill(far);
    row[0] = i;
    let least = far;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j += 1) {
      let cost = Math.min(
        (above[j] ?? far) + 1,
        (row[j - 1] ?? far) + 1,
        (above[j - 1] ?? far) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? far) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    before = above;
    above = row;
  }
  return (above[b.length] ?? far) <= most;
}

/** Words that may stand before the number of an answer: "Re 1:", "Zu Frage 2:", "Correction to my answer 3:". */
const beforeNumber = new Set(
  words(
    're|ad|q|a|no|nr|number|question|answer|item|point|to|my|for|of|the|on|correction|corrected',
    'update|fix|amend|change|regarding|about|#|in',
    'zu|frage|antwort|punkt|nummer|korrektur|meiner|zur|berichtigung|question|réponse|à|la|ma',
    'numéro|point|rectification|pregunta|respuesta|punto|número|corrección|de|a|mi',
    'pergunta|resposta|ponto|correção|minha|da|domanda|risposta|correzione|alla|mia|vraag',
    'antwoord|correctie|op|mijn|bij|к|по|вопрос|вопросу|ответ|ответу|пункт|пункту|исправление|п',
    'до|питання|відповідь|відповіді|виправлення|質問|回答|訂正|第|问题|回答',
  ),
);

const circled = '①②③④';
const keycaps = /^([1-4])\ufe0f?\u20e3/u;
const ideographic = '一二三四';

/** The number of an answer that a line begins with: "1.", "1)", "(1)", "1 -", "Q1:", "Re 1:", "①", "１．", "*1.*"; or null. */
export function numberMark(line: string): Mark | null {
  if (!hasNumber.test(line.slice(0, 100))) return null;
  const indent = line.length - line.trimStart().length;
  const whole = line.trim();
  const text = whole.replace(/^(?:[*_>"“\s]|#(?=[#\s]))+(?=[\p{L}\p{N}#(①-④])/u, '');
  const taken = whole.slice(0, whole.length - text.length);
  const of = (number: number, at: number): Mark | null => {
    const question = questions[number - 1];
    const rest = restOf(text.slice(at), taken + text.slice(0, at));
    return question ? { question, by: 'number', rest, indent } : null;
  };
  const symbol = circled.indexOf(text[0] ?? ' ');
  const keycap = keycaps.exec(text);
  if (symbol >= 0 || keycap) {
    const number = keycap ? Number(keycap[1]) : symbol + 1;
    return of(number, keycap ? keycap[0].length : 1);
  }
  const ideograph = ideographic.indexOf(text[0] ?? ' ');
  if (ideograph >= 0 && /^.[、．.)）:：]/.test(text)) return of(ideograph + 1, 2);
  const match =
    /^((?:\p{L}+(?!\p{L})\.?\s*){0,5}?#?)[([（【]?([1-9１-９]\d?)(?:\s*[.)\]:/]+\*{0,2}(?=\s|$|\D)|\s*[）】：．、]|\s*[-–—=](?=\s|$)|\s*$|(?<=#[1-9])\s)/u.exec(
      text.slice(0, 60),
    );
  if (!match) return null;
  const [all, words = '', digits = ''] = match;
  const before = words
    .toLowerCase()
    .replaceAll('#', ' # ')
    .split(/[\s.]+/)
    .filter(Boolean);
  if (!before.every((word) => beforeNumber.has(word))) return null;
  const bracketed = /[)\]）】:：.．、/=–—-]/.test(all) || before.length > 0;
  // A bare number on its line is a number alone: "1" and the answer below.
  if (!bracketed && all.trim().length > 2) return null;
  // "1.5 times", "2/3 of", "10:30" are text.
  if (/^[.:/]\d/.test(text.slice(all.trimEnd().length - 1)) && /[.:/]$/.test(all.trim())) return null;
  return of(Number(digits.normalize('NFKC')), all.length);
}
