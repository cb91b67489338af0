import { type Dictionary, type Part, wordsOf } from './align.ts';
import { classify, type Segment } from './classify.ts';
import { foldAround } from './fold.ts';
import { htmlLines } from './html-lines.ts';
import type { Body } from './message.ts';
import { type PartLine, textLines } from './part-lines.ts';
import { unwrap } from './unwrap.ts';

/**
 * A reply, line by line: whose each is, by which rule, and where the author's own stand between the lines of what they answer.
 * A line that is part original and part the author's ("1. What goal did I work toward? Ship it") is two.
 */
export interface OwnWords {
  /** Which part of the message was read. */
  readonly source: 'text' | 'html';
  /** Why that one, in a sentence. */
  readonly why: string;
  readonly lines: readonly Line[];
}

export interface Line {
  /** Without quote prefix, trailing space or hard wrapping; '' is a blank line. List markers and indentation stay. */
  readonly text: string;
  readonly whose: Whose;
  /** The rule that decided, for the page and `parse`: `own`, `aligned`, `quote-prefix`, `attribution`, `signature-delimiter`, … */
  readonly rule: string;
  /**
   * For the author's lines: the line of the original that stands directly above; null where it stands above all of it or nothing is
   * quoted. For an original's line: that line itself, as the original has it.
   */
  readonly under: Place | null;
  /** Of the author's lines: it stands in a block of code, or is set in as a quote is, though nothing introduces one. */
  readonly aside?: 'code' | 'indented';
}

/** `author`: their own words. `original`: aligned with a stored message. `quoted`: quoted from something unknown. `folded`: attribution, signature, disclaimer, banner, footer. */
export type Whose = 'author' | 'original' | 'quoted' | 'folded';

/** A line of one of the originals, as text. */
export interface Place {
  readonly original: number;
  readonly text: string;
}

/** What is known of the author: their names, as From and the plan have them, show where a signature begins. */
export interface AuthorHints {
  readonly names?: readonly string[];
}

/** A thread has more messages than anybody quotes; the nearest are enough. */
const mostOriginals = 8;

/** Reads `reply` against the stored bodies that it may quote, nearest first. Pure; linear in the size of reply and originals. */
export function ownWords(reply: Body, originals: readonly Body[], author: AuthorHints = {}): OwnWords {
  const dictionary: Dictionary = new Map();
  const known = originals.slice(0, mostOriginals).map((body) => partsOf(body, dictionary));
  const names = (author.names ?? []).filter((name) => name.trim() !== '');
  const html =
    reply.html === null ? null : read(partOf(htmlLines(reply.html), dictionary), 'html', known, names);
  const text =
    reply.text === null ? null : read(partOf(textLines(reply.text), dictionary), 'text', known, names);
  if (!html || !text) {
    const only = html ?? text ?? { source: 'text' as const, lines: [], aligned: 0, words: 0 };
    return {
      source: only.source,
      why: `the message has only ${only.source === 'html' ? 'an HTML' : 'a text'} part`,
      lines: only.lines,
    };
  }
  const [chosen, why] = choose(html, text);
  return { source: chosen.source, why, lines: chosen.lines };
}

interface Reading {
  readonly source: 'text' | 'html';
  readonly lines: readonly Line[];
  /** How many words align with an original. */
  readonly aligned: number;
  /** How many words are left for the author. */
  readonly words: number;
}

function choose(html: Reading, text: Reading): [Reading, string] {
  if (html.words === 0 && text.words > 0) return [text, 'the HTML part holds no words of the author'];
  if (text.words === 0 && html.words > 0) return [html, 'the text part holds no words of the author'];
  if (text.aligned > html.aligned * 1.2 + 5) {
    return [text, `the text aligns better with what it quotes: ${text.aligned} words, HTML ${html.aligned}`];
  }
  if (html.aligned === 0 && text.aligned === 0)
    return [html, 'nothing known is quoted; HTML keeps the lines as they were written'];
  return [
    html,
    `the HTML aligns as well: ${html.aligned} words, text ${text.aligned}; it keeps the lines as they were written`,
  ];
}

function partsOf(body: Body, dictionary: Dictionary): Part[] {
  const parts: Part[] = [];
  if (body.text !== null) parts.push(partOf(textLines(body.text), dictionary));
  if (body.html !== null) parts.push(partOf(htmlLines(body.html), dictionary));
  return parts;
}
const partOf = (lines: readonly PartLine[], dictionary: Dictionary): Part => ({
  lines,
  words: wordsOf(lines, dictionary),
});

function read(
  reply: Part,
  source: 'text' | 'html',
  known: readonly (readonly Part[])[],
  names: readonly string[],
): Reading {
  const { segments, aligned } = classify(reply, known);
  const folded = foldAround(segments, names);
  const whole = source === 'text' ? unwrap(folded) : folded;
  const words = whole.reduce((sum, line) => sum + (line.whose === 'author' ? countWords(line.text) : 0), 0);
  return { source, aligned, words, lines: whole.map(toLine) };
}

function countWords(text: string): number {
  let count = 0;
  let within = false;
  for (let at = 0; at < text.length; at += 1) {
    const isSpace = text.charCodeAt(at) === 32;
    if (!isSpace && !within) count += 1;
    within = !isSpace;
  }
  return count;
}
function toLine({ text, whose, rule, under, from }: Segment): Line {
  const aside = whose !== 'author' ? null : from.code ? 'code' : from.depth > 0 ? 'indented' : null;
  return { text, whose, rule, under, ...(aside === null ? {} : { aside }) };
}

/** The author's own lines, with the index that each has among all lines. */
export function authorLines(words: OwnWords): { index: number; text: string; aside: boolean }[] {
  return words.lines.flatMap((line, index) =>
    line.whose === 'author' ? [{ index, text: line.text, aside: line.aside !== undefined }] : [],
  );
}
