import { fold } from './date-lexicon.ts';

// Prose asks for an answer in as many ways as people have. What is known here is the word that asks, and the "by" of the day.

const prepositions = new Set(
  "by until untill till before than bis spatestens d'ici jusqu'a jusqu'au avant antes hasta ate entro voor uiterlijk tot senast innan fore до".split(
    ' ',
  ),
);

const verbs =
  /^(answer|reply|respond|vote|object|objects|comment|decide|shout|confirm|antworte[nt]?|antwortet|widersprecht|widersprechen|widerspricht|stimmt|abstimmen|entscheide[nt]?|meldet|melde[nt]?|repond(s|ez|re)|votez|decid(er|ez|ons|ir|e|an|am|ano|iamo)|respond(er|e|an|ed|am)|contest(ar|a|en|ad)|votad|voten|vot(a|em|ate|ar)|rispond(ere|i|ete)|decidere|antwoord(en)?|reageer|reageren|beslis(sen)?|stem(men)?|svara|rosta|besluta|invand|ответьте|отвечайте|ответить|голосуйте|решим|решить|дайте|напишите)$/;

const nouns =
  /^(answers?|repl(y|ies)|responses?|votes?|objections?|feedback|comments?|thoughts|opinions?|concerns|decision|antwort(en)?|ruckmeldung(en)?|einwande|widerspruch|bescheid|meinung(en)?|entscheidung|reponses?|objections|avis|respuestas?|objeciones|opinion(es)?|respostas?|objec(ao|oes)|opini(ao|oes)|rispost[ae]|obiezioni|parer[ei]|reacties?|bezwa(ar|ren)|svar|invandningar|ответ(ы|а)?|возражения|відповід(ь|і)|заперечення)$/;

// Of the two words together: "let me know", "speak up", "tell us".
const pairs = new Set([
  'me know',
  'us know',
  'speak up',
  'weigh in',
  'chime in',
  'tell me',
  'tell us',
  'say so',
  'say no',
  'fatemi sapere',
  'faites moi',
  'hazme saber',
  'laat weten',
  'me weten',
  'mij weten',
  'sagt bescheid',
  'gebt bescheid',
]);

// Who answers in "I will answer by Friday" is not asked.
const own = new Set(
  "i i'll we we'll he she they will would shall did does don't won't not ich wir je nous yo nosotros".split(
    ' ',
  ),
);

const courtesies = new Set(
  'please bitte merci favor svp graag alsjeblieft tack пожалуйста konnt konnen could can'.split(' '),
);

const auxiliaries = new Set('must should has have need needs can may to'.split(' '));

// Who is asked in "you have to answer".
const asked = new Set('you everyone everybody all we us please'.split(' '));

// "Let me know whether we can ship by Friday": the day is another verb's.
const clauses = new Set(
  'if whether that when because ob wenn dass weil si que se che quando dat att что если'.split(' '),
);

/** The most of a text that is looked at, of a sentence around its "by", and of such places. */
const longestText = 20_000;
const mostWords = 12;
const mostPlaces = 10;
const farthest = 8;

/** The words behind each "by" of a sentence that asks for an answer or a decision, in order. */
export function askedByWhen(text: string): string[][] {
  const found: string[][] = [];
  for (const sentence of sentences(text.slice(0, longestText))) {
    const words = sentence.split(/\s+/).filter((word) => word !== '');
    const plain = words.map((word) => fold(word).replace(/^[^\p{L}\d+]+|[^\p{L}\d]+$/gu, ''));
    for (const [at, word] of plain.entries()) {
      if (!prepositions.has(word) || !isAsked(words, plain, at)) continue;
      found.push(words.slice(at + 1, at + 1 + mostWords));
      if (found.length === mostPlaces) return found;
    }
  }
  return found;
}

function sentences(text: string): string[] {
  // "1. Dezember" and "27.11. Danach": a number's own dot ends no sentence.
  return text.split(
    /\n\s*\n|\n(?=[-*•]\s)|(?<=[!?])\s+|(?<=\.)(?<!(?:^|[\s(])\d{1,2}\.|\d\.\d{1,2}\.)\s+(?=[^\p{Ll}\d])/u,
  );
}

function isAsked(words: readonly string[], plain: readonly string[], by: number): boolean {
  const first = Math.max(0, by - 1 - farthest);
  return plain.slice(first, by + 1 + farthest).some((word, index) => {
    const at = first + index;
    const isVerb = verbs.test(word) || pairs.has(`${plain[at - 1]} ${word}`);
    if (at === by || (!isVerb && !nouns.test(word)) || isOwn(plain, at, isVerb)) return false;
    if (at > by) return asksBehind(words, plain, by, at);
    const between = plain.slice(at + 1, by);
    if (between.some((other) => clauses.has(other)) || (word === 'decide' && between.includes('to')))
      return false;
    return isVerb
      ? between.length <= farthest
      : between.length <= 3 && !words.slice(at, by).some((one) => one.endsWith(':'));
  });
}

function isOwn(plain: readonly string[], at: number, isVerb: boolean): boolean {
  const before = plain[at - 1] ?? '';
  // "You must answer by Friday" asks; "the vendor must answer by Friday" does not.
  if (auxiliaries.has(before)) {
    const subject = plain.slice(Math.max(0, at - 4), at).findLast((word) => !auxiliaries.has(word));
    return isVerb && subject !== undefined && !asked.has(subject);
  }
  // "We decide by Friday" asks; "we answer by Friday" does not.
  return isVerb && own.has(before) && !(before === 'we' && plain[at] === 'decide');
}

/** "By Friday, please answer", "Bitte bis Freitag antworten"; not "We ship by Friday, answers are welcome". */
function asksBehind(words: readonly string[], plain: readonly string[], by: number, at: number): boolean {
  if (by === 0) return true;
  if (by > 4) return false;
  const polite = plain.slice(0, by).some((word) => courtesies.has(word));
  return polite && !words.slice(by, at).some((word) => word.endsWith(','));
}
