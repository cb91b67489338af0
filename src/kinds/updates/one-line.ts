import { undecorated } from './decoration.ts';
import { wordMark } from './marks.ts';
import { numberMark } from './number-mark.ts';
import { inOrder } from './order.ts';
import { questions, questionTexts } from './record.ts';
import type { Split, TextLine } from './split.ts';

const longestSingle = 2000;

/** "1. ship 2. shipped 3. none 4. rest", "Goal: a. Changed: b. …", "a / b / c / d": all four on one line. */
export function splitOneLine(lines: readonly TextLine[]): Split | null {
  const filled = lines.filter((line) => line.text.trim() !== '');
  const line = filled[0];
  if (!line || filled.length !== 1 || line.text.length > longestSingle) return null;
  for (const separator of [' / ', ' | ', ' // ', ' || ', ' ; ', '; ']) {
    const parts = line.text.split(separator);
    if (parts.length === 4 && parts.every((part) => part.trim() !== '')) {
      return inOrder(
        parts.map((text) => [{ index: line.index, text: text.trim() }]),
        'one line',
      );
    }
  }
  return null;
}

/** One line that begins a numbered or labelled answer and holds the others too, as a line for each. */
export function openUp(lines: readonly TextLine[]): TextLine[] {
  return lines.flatMap((line) => {
    if (line.text.length > longestSingle || line.text.length < 12) return [line];
    const asked = questionsIn(line.text);
    const starts = asked.length > 0 ? [0, ...asked] : startsIn(line.text);
    if (asked.length === 0 && starts.length < 3) return [line];
    const parts = starts.map((start, at) =>
      line.text.slice(at === 0 ? 0 : start, starts[at + 1] ?? undefined).trim(),
    );
    return withoutSeparators(parts).map((text) => ({ index: line.index, text }));
  });
}

/** "1) ship, 2) shipped, 3) none, 4) rest": what ends every part but the last separates them. */
function withoutSeparators(parts: readonly string[]): string[] {
  const separator = /[,;|/]$/.exec(parts[0] ?? '')?.[0];
  if (separator === undefined || !parts.slice(0, -1).every((part) => part.endsWith(separator)))
    return [...parts];
  return parts.map((part, at) => (at < parts.length - 1 ? part.slice(0, -1).trimEnd() : part));
}

/** Where a question stands within a line, word for word: a mailer may have put it there. */
function questionsIn(text: string): number[] {
  const lower = text.toLowerCase();
  return questions
    .map((question) => lower.indexOf(questionTexts[question].toLowerCase()))
    .filter((at) => at > 0 && /[\s.!?;]/.test(text[at - 1] ?? '') && saysSomething(text.slice(0, at)))
    .sort((a, b) => a - b);
}

const saysSomething = (text: string) => numberMark(text) === null && undecorated(text).length > 3;

/** Where 1, 2, 3, 4 (or three labels or more) begin within a line. */
function startsIn(text: string): number[] {
  const numbers: number[] = [];
  let wanted = 1;
  for (const match of text.matchAll(/(?<=^|\s)\(?([1-4])[.):]\)?\s+/g)) {
    if (Number(match[1]) !== wanted) continue;
    numbers.push(match.index);
    wanted += 1;
  }
  if (numbers.length === 4) return numbers;
  const named: number[] = [];
  const seen = new Set<string>();
  for (const match of text.matchAll(/(?<=^|[\s.,;|])(\p{L}[\p{L}' ]{1,20})\s?[:：]\s/gu)) {
    const words = (match[1] ?? '').split(' ');
    // The label is the last words before the colon that are one.
    for (let from = 0; from < words.length; from += 1) {
      const label = words.slice(from).join(' ');
      const mark = wordMark(`${label}: x`);
      if (mark?.by !== 'label' || mark.question === 'notes' || seen.has(mark.question)) continue;
      seen.add(mark.question);
      named.push(match.index + words.slice(0, from).join(' ').length + (from > 0 ? 1 : 0));
      break;
    }
  }
  return named.length >= 3 ? named : [];
}
