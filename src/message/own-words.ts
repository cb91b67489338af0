import type { Body } from './message.ts';

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
  /** For the author's lines between quoted ones: the line of the original that stands directly above; null where it stands above all of it or nothing is quoted. */
  readonly under: Place | null;
}

/** `author`: their own words. `original`: aligned with a stored message. `quoted`: quoted from something unknown. `folded`: attribution, signature, disclaimer, banner, footer. */
export type Whose = 'author' | 'original' | 'quoted' | 'folded';

/** A line of one of the originals, as text. */
export interface Place {
  readonly original: number;
  readonly text: string;
}

/** Reads `reply` against the stored bodies that it may quote, nearest first. Pure; linear in the size of reply and originals. */
export function ownWords(reply: Body, _originals: readonly Body[]): OwnWords {
  const lines = (reply.text ?? '').split(/\r?\n/);
  return {
    source: 'text',
    why: 'only the text part was read',
    lines: lines.map((text) => ({ text, whose: 'author', rule: 'own', under: null })),
  };
}

/** The author's own lines, with the index that each has among all lines. */
export function authorLines(words: OwnWords): { index: number; text: string }[] {
  return words.lines.flatMap((line, index) => (line.whose === 'author' ? [{ index, text: line.text }] : []));
}
