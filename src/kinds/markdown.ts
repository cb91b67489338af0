/** Somebody's text as Markdown that shows it as it stands: nothing in it becomes a heading, a list, a link or HTML; lines and paragraphs stay. */
export function markdownOf(text: string): string {
  const paragraphs = printable(text)
    .trim()
    .split(/\n[ \t]*\n\s*/);
  // A backslash before the line's end is a hard break (CommonMark 6.7).
  return paragraphs.map((one) => one.split('\n').map(line).join('\\\n')).join('\n\n');
}

/** The same on one line: for headings and list items. */
export const markdownLine = (text: string): string => line(printable(text).replaceAll(/\s+/g, ' '));

function line(text: string): string {
  const parts = text.trim().split(/(https?:\/\/[^\s<>]+)/i);
  // Between angle brackets a link stands as it is (CommonMark 6.5); elsewhere its underscores would be eaten.
  return escapedStart(parts.map((part, at) => (at % 2 === 1 ? `<${part}>` : escaped(part))).join(''));
}

/** What means something wherever it stands; an underscore within a word means nothing. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\`*[\]<>#|~$]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll(/&(?=#?\w{1,31};)/g, '\\&');

/** What means something at the beginning of a line: lists, rules, and the lines under headings. */
const escapedStart = (text: string): string =>
  text.replace(/^[-+=]/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');

const printable = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
