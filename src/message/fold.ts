import { type Block, blocksOf, fold, foldAll, lastOwn, lastParagraph, paragraphs, textOf } from './blocks.ts';
import {
  type Boilerplate,
  bannerScore,
  boilerplateOf,
  hasPhraseOf,
  isBoilerplateRule,
  shortestBoilerplate,
  soundsAdded,
} from './boilerplate.ts';
import type { Segment } from './classify.ts';
import { isGreeting } from './greeting.ts';
import { isAppSignature, isContact, isName, signatureStart } from './signature.ts';
import { isNumbered, isPostscript } from './structure.ts';

/**
 * Folds what is around an author's words and is none of them: banners and a greeting above, signature, disclaimer and footer below.
 * Only at the edges of what is not quoted; between quoted lines everything stays.
 */
export function foldAround(segments: readonly Segment[], names: readonly string[]): Segment[] {
  const lines = [...segments];
  const blocks = blocksOf(lines);
  const first = blocks[0];
  const last = blocks.at(-1);
  foldMarked(lines);
  const own = lines.map((line) => line.whose === 'author');
  if (first && (first.start === 0 || !lines[first.start]?.inQuote || blocks.length === 1)) {
    foldTop(lines, first, names);
    foldBottom(lines, first, names);
  }
  if (last && last !== first && last.end === lines.length) {
    foldBottom(lines, last, names);
    foldBelow(lines, last);
  }
  giveBack(lines, own, segments);
  settleBlanks(lines);
  return lines;
}

/** Below a whole quote, when its author has written above: contact data, and what sounds as if a program had added it. */
function foldBelow(lines: Segment[], block: Block): void {
  const above = lines
    .slice(0, block.start)
    .findLast((line) => line.whose === 'original' && line.text.trim() !== '');
  // Below a question an answer may stand, whatever it sounds like.
  if (!above?.past || /[?？]\s*$/.test(above.text)) return;
  for (const paragraph of paragraphs(lines, block).toReversed()) {
    const texts = lines.slice(paragraph.start, paragraph.end).map((line) => line.text);
    if (texts.some((text) => isNumbered(text) || isPostscript(text))) return;
    const isAdded = soundsAdded(texts.join(' ')) || texts.every((text) => isContact(text));
    if (!isAdded) return;
    foldAll(lines, paragraph, 'below-quote');
  }
}

/** Where all that somebody wrote sounds like boilerplate, and is no longer than a sentence or two, it is what they wrote. */
function giveBack(lines: Segment[], own: readonly boolean[], before: readonly Segment[]): void {
  if (lines.some((line) => line.whose === 'author' && line.text.trim() !== '')) return;
  const taken = lines.flatMap((line, at) => (own[at] && isBoilerplateRule(line.rule) ? [at] : []));
  const length = taken.reduce((sum, at) => sum + (lines[at]?.text.length ?? 0), 0);
  if (length > shortestBoilerplate) return;
  for (const at of taken) {
    const line = before[at];
    if (line) lines[at] = line;
  }
}

/** What the client itself marks as a signature, unless the author wrote everything into it. */
function foldMarked(lines: Segment[]): void {
  const own = lines.filter((line) => line.whose === 'author' && line.text.trim() !== '');
  const marked = own.filter((line) => line.from.mark === 'signature');
  if (marked.length === 0 || marked.length > 20) return;
  const inline = lines.some((line) => line.whose === 'original');
  if (marked.length === own.length && !inline && marked.some((line) => line.text.length > 60)) return;
  for (const [at, line] of lines.entries())
    if (line.from.mark === 'signature') fold(lines, at, 'signature-marked');
}

function foldTop(lines: Segment[], block: Block, names: readonly string[]): void {
  for (const paragraph of paragraphs(lines, block).slice(0, 3)) {
    const end = bannerEnd(lines, paragraph);
    foldAll(lines, { start: paragraph.start, end }, 'banner');
    if (end < paragraph.end) break;
  }
  const greeting = lines.findIndex(
    (line, at) => at >= block.start && at < block.end && line.whose === 'author' && line.text.trim() !== '',
  );
  if (greeting >= 0 && isGreeting(lines[greeting]?.text ?? '', names)) fold(lines, greeting, 'greeting');
}

/** Where a banner ends that a paragraph begins with: the author's first words may stand right below it. */
function bannerEnd(lines: readonly Segment[], { start, end }: Block): number {
  let found = start;
  for (let at = start; at < end && at < start + 8; at += 1) {
    // Whoever numbers their lines wrote them.
    if (isNumbered(lines[at]?.text ?? '')) break;
    if (boilerplateOf(textOf(lines, { start, end: at + 1 })) !== 'banner') continue;
    found = at + 1;
    break;
  }
  while (found > start && found < end && goesOn(lines, found)) found += 1;
  return found;
}

/** A line of a banner still: by its words, or because the line above was broken in a sentence. */
function goesOn(lines: readonly Segment[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  const above = lines[at - 1];
  if (isNumbered(text)) return false;
  const broken = (above?.from.width ?? 0) >= 60 && !/[.!?:;。]$/.test(above?.text ?? '');
  return broken || bannerScore(text) >= 2;
}

function foldBottom(lines: Segment[], block: Block, names: readonly string[]): void {
  foldEnd(lines, block, names);
  // A postscript stands below the signature of what it is added to.
  const postscript = paragraphs(lines, block).findLast(({ start }) => isPostscript(lines[start]?.text ?? ''));
  if (postscript && postscript.start > block.start)
    foldEnd(lines, { start: block.start, end: postscript.start }, names);
}

function foldEnd(lines: Segment[], block: Block, names: readonly string[]): void {
  for (let again = true, round = 0; again && round < 6; round += 1) {
    again =
      foldBoilerplate(lines, block, names) || foldApps(lines, block) || foldSignature(lines, block, names);
  }
}

/** The last paragraph, when it is a disclaimer or a footer. */
function foldBoilerplate(lines: Segment[], block: Block, names: readonly string[]): boolean {
  const paragraph = lastParagraph(lines, block);
  if (!paragraph) return false;
  const kind = boilerplateOf(textOf(lines, paragraph));
  const counts = lines.slice(paragraph.start, paragraph.end).some((line) => isNumbered(line.text));
  if (kind !== null && !counts) {
    const start = boilerplateStart(lines, paragraph, kind);
    const above = lines[start - 1]?.text ?? '';
    // Glued to a signature it takes that alone with it, and not what stands above both.
    const isGlued =
      start > paragraph.start &&
      (isContact(above) || isName(above, names) || /^[-_=*#]{4,}$/.test(above.trim()));
    foldAll(lines, isGlued ? { start, end: paragraph.end } : paragraph, kind);
    return true;
  }
  const at = lastOwn(lines, block);
  // A rule that ends somebody's words was drawn for what stood below it.
  if (
    /^([-_=*#~━─═])\1{7,}$/.test(lines[at]?.text.trim() ?? '') &&
    lines.slice(at + 1, block.end).some(isFolded)
  ) {
    fold(lines, at, 'rule');
    return true;
  }
  // One may stand directly below the last words.
  const single = boilerplateOf(lines[at]?.text ?? '', true);
  if (single === null || (lines[at]?.text.length ?? 0) < 60 || isNumbered(lines[at]?.text ?? ''))
    return false;
  fold(lines, at, single);
  return true;
}

const isFolded = (line: Segment) => line.whose === 'folded' && line.rule !== 'blank';

/** Somebody's words may stand right above it: it begins with the first line that has a phrase of it, and with what a mailer broke before that. */
function boilerplateStart(lines: readonly Segment[], { start, end }: Block, kind: Boilerplate): number {
  let at = start;
  while (at < end && !hasPhraseOf(kind, lines[at]?.text ?? '')) at += 1;
  const isBroken = (line: Segment | undefined) =>
    (line?.from.width ?? 0) >= 60 && !/[.!?;。]$/.test(line?.text ?? '');
  while (at > start && isBroken(lines[at - 1])) at -= 1;
  return at < end ? at : start;
}

function foldApps(lines: Segment[], block: Block): boolean {
  const at = lastOwn(lines, block);
  if (at < 0 || !isAppSignature(lines[at]?.text ?? '')) return false;
  fold(lines, at, 'app-signature');
  return true;
}

function foldSignature(lines: Segment[], block: Block, names: readonly string[]): boolean {
  const end = lastOwn(lines, block) + 1;
  if (end <= block.start) return false;
  const start = Math.max(block.start, end - 40);
  const texts = lines.slice(start, end).map((line) => (line.whose === 'author' ? line.text : ''));
  const found = signatureStart(texts, names);
  if (!found) return false;
  foldAll(lines, { start: start + found.at, end }, found.rule);
  return true;
}

/** A blank line is the author's between two lines of theirs, and else of what is above it. */
function settleBlanks(lines: Segment[]): void {
  let above: Segment | null = null;
  const below: (Segment | null)[] = [];
  let next: Segment | null = null;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    below[at] = next;
    if (lines[at]?.text.trim() !== '') next = lines[at] ?? null;
  }
  for (const [at, line] of lines.entries()) {
    if (line.text.trim() !== '') {
      above = line;
      continue;
    }
    const whose =
      above?.whose === below[at]?.whose
        ? (above?.whose ?? 'author')
        : (above ?? below[at])?.whose === 'author'
          ? (below[at]?.whose ?? above?.whose ?? 'author')
          : ((above ?? below[at])?.whose ?? 'author');
    const under = whose === 'author' ? line.under : null;
    lines[at] = {
      ...line,
      whose,
      rule: whose === 'author' ? 'blank' : ((above ?? below[at])?.rule ?? 'blank'),
      under,
    };
  }
}
