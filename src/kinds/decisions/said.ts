import { agreeing, neither, objecting, reservations } from './answer-words.ts';
import type { Vote } from './record.ts';

/** How a message answers a proposal, or what has to be asked before it counts. */
export type Said = { readonly answer: Vote; readonly reason: string | null } | { readonly ask: string };

/**
 * An answer at the start of the author's own text, or of a paragraph of it: "+1", "-1 because …", "LGTM!", "Ja, dafür!", "veto - …".
 * Where the rest takes it back it is asked about. Null where nothing answers.
 *
 * @param paragraphs of the author's own words, each of its lines
 */
export function saidIn(paragraphs: readonly (readonly string[])[]): Said | null {
  for (const [at, paragraph] of paragraphs.entries()) {
    const [line = '', ...below] = paragraph;
    const rest = [below, ...paragraphs.slice(at + 1)].map((lines) => lines.join(' ').trim()).filter(Boolean);
    const found =
      byCode(line, below.join(' ').trim(), rest) ??
      byWord(line, rest, at === 0) ??
      (at === 0 ? unsure(paragraph.join(' ')) : null);
    if (found) return found;
  }
  return null;
}

const code = /^[\s*_"“(]*([+＋]\s?|[-−–—‐‑﹣－])([01１])(?![\p{N}\p{L}]|[.,:/-]\p{N})[*_"”)]*\s*(.*)$/u;

/** "+1", "−1, the cable is too short", "-0 meh"; not "+1000 readings", "-1 °C", "+1 day". */
function byCode(line: string, more: string, below: readonly string[]): Said | null {
  const [, sign = '', digit = '', rest = ''] = code.exec(line) ?? [];
  if (sign === '') return null;
  // "+1 555 0142" is a telephone, "-1 router" over "-2 cable" a list.
  if (measured.test(rest) || /^\(?\d/.test(rest) || numbered.test(below[0] ?? '')) return null;
  if (/^[?？]/.test(rest)) return { ask: unclear };
  const isPlus = /^[+＋]/.test(sign);
  const answer: Vote = digit === '0' ? (isPlus ? '+0' : '-0') : isPlus ? '+1' : '-1';
  const other = /(?<![\p{L}\p{N}])[+−–-]\s?1(?![\p{N}\p{L}]|[.,]\p{N})/u.exec(rest)?.[0];
  if (other && other.startsWith('+') !== isPlus && !/^\s*(?:to|for|on)\s+(?:D-\d|\p{Lu})/u.test(rest))
    return { ask: twofold(`${line}`) };
  if (isPlus && reservations.test(rest)) return { ask: twofold(line) };
  return {
    answer,

    reason: isPlus ? reasonOf(rest) : (reasonOf(`${rest} ${more}`) ?? reasonOf(below[0] ?? '')),
  };
}

const numbered = /^\s*[-+][2-9]\b/;
const unclear = 'is that a +1? Reply "+1", "+0", or "-1 because …"';

/** A unit or a noun behind the number: it counts something. */
const measured =
  /^(?:°|%|‰|€|\$|(?:[µmknM]?[smgWVAb]|[kMGT]i?B|d[Bb]m?|Hz|kHz|MHz|h|hrs?|min|sec|px|rpm|bar|hPa|k)(?![\p{L}])|(?:hours?|days?|weeks?|months?|years?|degrees?|celsius|percent|points?|minutes?|seconds?|volts?|units?|more|less|extra|additional|lines?|tests?|people|persons?|engineers?|devices?|commits?|bytes?|bits?|times?|week|tage?|stunden?|grad|jours?|heures?|días?|horas?)(?![\p{L}]))/iu;

/** The first words alone, or with a mark behind them and the reason: "Yes", "veto - the contract names it", "Agree." */
function byWord(line: string, below: readonly string[], isFirst: boolean): Said | null {
  if (!isFirst) return null;
  const said = line.trim();
  if (/^[\s"“]*(?:👍|✅|💯|🙌|✔)/u.test(said))
    return withReservations('+1', said, said.replace(/^[^\p{L}\p{N}]+/u, ''), below);
  if (/^[\s"“]*(?:👎|❌|🛑)/u.test(said))
    return {
      answer: '-1',
      reason: reasonOf(said.replace(/^[^\p{L}\p{N}]+/u, '')) ?? reasonOf(below[0] ?? ''),
    };
  if (neither.test(bare(said))) return { ask: unclear };
  const [, head = '', mark = '', rest = ''] =
    /^([^.,;:!?。！？、，–—()\n]{1,60}?)(?:\s*([.,;:!?。！？、，–—(]+|\s-+(?=\s)|\s(?=because\b|since\b|weil\b|parce\b|porque\b|perché\b|omdat\b|потому\b))\s*(.*))?$/u.exec(
      said,
    ) ?? [];
  const answer = voteOf(head) ?? voteOf(`${head} ${rest.replace(/[.!]+$/, '')}`);
  if (answer === null || /[?？]/.test(mark)) return answer === null ? null : { ask: unclear };
  const isWhole = voteOf(head) === null;
  const behind = isWhole ? '' : rest;
  // "No, that is fine with me", "No, go ahead": the word answers something else.
  if (answer === '-1' && contradicts(behind)) return { ask: twofold(said) };
  if (answer === '+1') return withReservations('+1', said, behind, below);
  return { answer, reason: reasonOf(behind) ?? reasonOf(below[0] ?? '') };
}

/** An agreement behind a "no", or the words that there is no objection. */
const contradicts = (rest: string): boolean =>
  /(?<![\p{L}\p{N}])\+1(?!\d)/u.test(rest) ||
  /(?<!\p{L})(?:fine|go ahead|all good|no objections?|passt|in ordnung|einverstanden|d'accord|de acuerdo|va bene|akkoord)(?!\p{L})/iu.test(
    rest,
  ) ||
  voteOf(/^[^.,;:!?]{1,60}/.exec(rest)?.[0] ?? '') === '+1';

/** A refusal, a doubt or a question behind a "yes". */
const doubts = (rest: string): boolean =>
  /(?<![\p{L}\p{N}])[-−–]1(?!\d)|(?<!\p{L})(?:not|n['’]t|nicht|kein(?:e|en)?|pas|não|niet)(?!\p{L})|[?？]\s*$/iu.test(
    rest,
  );

function withReservations(answer: Vote, line: string, rest: string, below: readonly string[]): Said {
  if (doubts(rest) || reservations.test(rest) || reservations.test((below[0] ?? '').slice(0, 40)))
    return { ask: twofold(line) };
  return { answer, reason: reasonOf(thanks.test(rest) ? '' : rest) };
}

const voteOf = (head: string): Vote | null => {
  const said = bare(head);
  if (agreeing.has(said) || agreeing.has(withoutName(said))) return '+1';
  return objecting.has(said) || objecting.has(withoutName(said)) ? '-1' : null;
};

/** "Agree with the goal, not with the way", "Agree to disagree, I suppose": it begins like an answer. */
function unsure(text: string): Said | null {
  const said = bare(text.slice(0, 300));
  const begins =
    /^(?:(?:i\s+)?(?:fully\s+|mostly\s+|partly\s+|generally\s+)?agree(?:d)?|in principle|yes|ok|okay|fine|lgtm|looks good|sounds good|no objections?|ja|oui|sí|sim|sì|einverstanden|grundsätzlich|d'?accord|de acuerdo|de acordo)(?!\p{L})/u.test(
      said,
    );
  if (!begins) return null;
  return { ask: twofold(text) };
}

const twofold = (said: string) => {
  const short = said.trim().length > 80 ? `${said.trim().slice(0, 79)}…` : said.trim();
  return `"${short}": is that a yes or a no? Reply "+1", "+0", or "-1 because …"`;
};

/** What follows an answer, as its author wrote it; a thank-you alone is no reason. */
function reasonOf(text: string): string | null {
  const said = text.replace(/^[\s,;:.!–—-]+/u, '').trim();
  return said === '' || /^\p{P}+$/u.test(said) || onlyBecause.test(said) ? null : said;
}

const onlyBecause = /^(?:because|since|as|weil|parce que|porque|perché|omdat|потому что)[\s.:,…]*$/iu;

const thanks =
  /^(?:thanks?(?: you)?(?: all| everyone| \p{Lu}\p{L}+)?|danke|merci|gracias|obrigad[oa]|grazie|cheers|bedankt|tack|takk|спасибо|дякую)[\s.!]*$/iu;

const bare = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[*_"“”„«»()[\]]+|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/gu, ' ')
    .replace(/[\s.,;:!。！、，…~–—-]+$/u, '')
    .replace(/\s+/g, ' ')
    .trim();

/** "agree ana", "yes from my side". */
const withoutName = (said: string) =>
  said.replace(
    /\s+(?:from my side|from my end|on my side|with that|with this|to this|to that|to all|for all|all|team|folks|everyone|please|thanks|thank you|for me|with me|from me|here|too|as well|absolutely)$/u,
    '',
  );
