import { words } from '../../message/words.ts';
import { restOf } from './decoration.ts';
import type { Mark } from './marks.ts';
import { questions } from './record.ts';

const hasNumber = /[\d１-９①-④一二三四]/;

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
