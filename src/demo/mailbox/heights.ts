import { Parser } from 'htmlparser2';
import type { Original } from '../clients/original.ts';

/** Without script a frame cannot be as tall as its document, so its height is reckoned, in steps of pixels, and said by a class. */
const step = 40;
const most = 4800;

/** What fits on a line of the frame, on a wide page and on a phone. */
const widths = { wide: 560, narrow: 330 };
const character = 7.8;
const lineHeight = 24;

/** The class for a frame that holds this mail. */
export function heightClass({ html, text }: Original): string {
  const paragraphs = html === null ? linesOf(text) : paragraphsOf(html);
  return `wide-${stepsFor(paragraphs, widths.wide)} narrow-${stepsFor(paragraphs, widths.narrow)}`;
}

/** The rules of those classes. */
export function heightRules(): string {
  const rules = (name: string) =>
    Array.from({ length: most / step }, (_, n) => `iframe.${name}-${n + 1} { height: ${(n + 1) * step}px; }`);
  return `${rules('wide').join('\n')}\n@media (max-width: 34rem) {\n${rules('narrow').join('\n')}\n}\n`;
}

interface Paragraph {
  readonly lines: readonly string[];
  readonly above: number;
  readonly below: number;
  readonly left: number;
}

function stepsFor(paragraphs: readonly Paragraph[], width: number): number {
  let height = 20 + 28 + lineHeight / 2;
  let before = 0;
  for (const { lines, above, below, left } of paragraphs) {
    const fitting = (width - left) / character;
    const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.03) / fitting)), 0);
    // Margins of neighbours overlap.
    height += rows * lineHeight + Math.max(before, above);
    before = below;
  }
  return Math.min(most / step, Math.ceil(height / step));
}

const linesOf = (text: string): Paragraph[] =>
  text.split('\n').map((line) => ({ lines: [line], above: 0, below: 0, left: 0 }));

const blocks = new Set(['p', 'h1', 'h2', 'h3', 'li', 'div', 'td', 'blockquote', 'pre']);

/** The text of an HTML mail as it stands in paragraphs, with the margins that its styles give them. */
function paragraphsOf(html: string): Paragraph[] {
  const found: Paragraph[] = [];
  let lines = [''];
  let margins = { above: 0, below: 0, left: 0 };
  let hidden = 0;
  const flush = () => {
    // A break at the end of a paragraph begins no line.
    if (lines.at(-1)?.trim() === '') lines.pop();
    if (lines.length > 0) found.push({ lines: lines.map((line) => line.trim()), ...margins });
    lines = [''];
    margins = { above: 0, below: 0, left: 0 };
  };
  const parser = new Parser({
    onopentag: (name, { style = '' }) => {
      if (hidden > 0 || name === 'head' || /display:\s*none/i.test(style)) hidden += 1;
      else if (name === 'br') lines.push('');
      else if (blocks.has(name)) {
        flush();
        margins = marginsOf(style, name);
      }
    },
    ontext: (text) => {
      if (hidden === 0) lines.push(`${lines.pop() ?? ''}${text.replaceAll(/\s+/g, ' ')}`);
    },
    onclosetag: (name) => {
      if (hidden > 0) hidden -= 1;
      else if (blocks.has(name)) flush();
    },
  });
  parser.end(html);
  flush();
  return found;
}

/** `margin: 0 0 14px`; without it those that a browser gives a paragraph. */
function marginsOf(style: string, name: string): Omit<Paragraph, 'lines'> {
  const [, said] = /margin:\s*([^;]+)/i.exec(style) ?? [];
  const [top = 0, right = top, bottom = top, left = right] = (said ?? '').split(/\s+/).flatMap((length) => {
    const pixels = Number.parseFloat(length);
    return Number.isNaN(pixels) ? [] : [pixels];
  });
  if (said !== undefined) return { above: top, below: bottom, left };
  const usual = name === 'p' || name.startsWith('h') ? 16 : 0;
  return { above: usual, below: usual, left: 0 };
}
