/** Without what is put around headings: bullets, numbers, "##", "Q:", stars, quotes, pictures. */
export const undecorated = (line: string): string => taking(line)[1];

/** What is taken from the start of a line, and what is left. */
export function taking(line: string): [taken: string, text: string] {
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
export function restOf(text: string, head: string): string {
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
