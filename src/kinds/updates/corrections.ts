import { labelled } from './marks.ts';
import { type Question, questions } from './record.ts';
import { isNothing } from './risks.ts';
import type { Split, TextLine } from './split.ts';

/** A reply that is longer says more than what was wrong. */
const mostLines = 4;

/**
 * A short reply that puts answers right: "Sorry, risk: none", "3 should be: none", "Update: 2. Acme is live", "3 none". Null where a line of
 * it says anything else.
 */
export function corrections(lines: readonly TextLine[]): Split | null {
  const filled = lines.filter((line) => line.text.trim() !== '');
  if (filled.length === 0 || filled.length > mostLines) return null;
  const answers = new Map<Question, TextLine[]>();
  let last = -1;
  let certain = false;
  for (const line of filled) {
    const found = correction(line.text.trim());
    // What counts downward counts something else.
    const place = found ? questions.indexOf(found.question) : -1;
    if (!found || place <= last) return null;
    last = place;
    certain ||= found.certain;
    answers.set(found.question, [{ index: line.index, text: found.text }]);
  }
  return certain ? { answers, notes: [], by: 'numbers' } : null;
}

interface Correction {
  readonly question: Question;
  readonly text: string;
  /** Says by its words that it corrects, or what it names cannot be prose. */
  readonly certain: boolean;
}

const target =
  /^(?:第?[#№nNqQ]{0,1}[oº°.]{0,2}\s?([1-4１-４])(?![\p{N}.,:/%]\p{N})|(\p{L}[\p{L}'’ ]{0,30}?))\s*(\((?:[^()]{1,20})\)|の訂正|の修正|[题題問问]?(?:更正|修正|改正)|번?\s?(?:수정|정정))?\s*(?:[:：.)\]=–—-]+>?|→|(?=\s))\s*/u;
const becomes =
  /^(?:(?:should|must|ought to) (?:be|read|say)|with(?=\s?:)|please put(?=\s?:)|is now|now reads|reads|(?:changed )?to(?=\s?:)|soll(?:te)? (?:heißen|sein|lauten)|ist jetzt|devrait être|debería (?:ser|decir)|es ahora|deve (?:ser|essere)|is nu|moet zijn)(?=[\s:：])\s*[:：]?\s*/iu;

function correction(line: string): Correction | null {
  const lead = leadOf(line);
  const [all, digit, name, remark] = target.exec(line.slice(lead.length, lead.length + 80)) ?? [];
  if (all === undefined) return null;
  const number = digit === undefined ? 0 : Number(digit.normalize('NFKC'));
  const named = name === undefined ? null : labelled(name);
  const question = questions[number - 1] ?? (named === 'notes' ? null : named);
  if (!question) return null;
  const behind = line.slice(lead.length + all.length);
  const text = withoutName(behind.replace(becomes, ''), question).trim();
  if (text === '') return null;
  const changes = becomes.test(behind);
  const short = number > 0 && (isNothing(text) || text !== behind.trim());
  // A label with a colon is a label anywhere; by itself it needs the words of a correction before it.
  const said = /[:：=–—>→-]\s*$/.test(all) || (becomes.test(behind) && text !== behind.trim());
  if (name !== undefined && !said) return null;
  return { question, text, certain: lead.certain || remark !== undefined || changes || short };
}

/** "3 Risk: none": the name says again what the number said. */
function withoutName(text: string, question: Question): string {
  const [all, name = ''] =
    /^(\p{L}[\p{L}' ]{0,20}?)\s*(?:[:：]\s*|\s(?=\S+$))/u.exec(text.slice(0, 40)) ?? [];
  return all !== undefined && labelled(name) === question ? text.slice(all.length) : text;
}

/** How far the words reach that lead to what is put right, and whether they say that something is. */
function leadOf(line: string): { length: number; certain: boolean } {
  let at = 0;
  let certain = false;
  for (let words = 0; words < 7; words += 1) {
    const [all, said = ''] = /^[\s"“(*]*([\p{L}'’]+)[\s:：,;.!…)*–—-]*/u.exec(line.slice(at, at + 40)) ?? [];
    const word = said.toLowerCase().replace('’', "'");
    if (all === undefined || !(correcting.has(word) || leading.has(word))) break;
    certain ||= correcting.has(word);
    at += all.length;
  }
  return { length: at, certain };
}

/** Words that say that something is put right. */
const correcting = wordSet(
  'sorry oops ups whoops actually bad mistake apologies correction corrections corrected correcting correct fix fixed typo error erratum wrong amend amended amendment addendum edit edited meant forgot missed',
  'change changed changing update updated updating addition replace new better',
  'korrektur berichtigung korrigiert entschuldigung änderung ergänzung nachtrag neu neue tippfehler',
  'rectification rectificatif pardon désolé désolée erreur ajout modification nouvelle',
  'corrección correccion rectificación perdón perdon siento cambio nueva',
  'correção correcao retificação desculpa desculpem erro nova correzione rettifica scusate errore modifica nuova',
  'correctie foutje wijziging aanvulling rättelse ändring korrigering rettelse endring poprawka korekta errata oprava helyesbítés düzeltme korjaus διόρθωση',
  'поправка исправление исправляю извините правка уточнение виправлення вибачте уточнення',
  '更正 订正 修正 改正 勘误 補足 訂正 すみません 抱歉 정정 수정',
);
/** Words that stand between these and a number or a name. */
const leading = wordSet(
  'my please pls kindly small quick little minor a an the one right answer answers question number no point item part line for to of in on at re regarding about concerning as and with it i we',
  'should be put instead kleine kurze zu zur meiner frage antwort nummer punkt bitte pour à la ma petite réponse question numéro a mi respuesta pregunta número en para lo al punto du le la les point del do till til kohtaan',
  'minha resposta pergunta em na da alla mia risposta domanda numero bij op mijn antwoord vraag nummer к ответу на вопрос пункт пункту до відповіді питання',
);

function wordSet(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}
