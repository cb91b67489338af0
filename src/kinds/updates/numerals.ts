/** A way of counting, and the number that a word or sign stands for in it. */
export interface Numeral {
  readonly system: string;
  readonly value: number;
  /** A single letter counts only where something closes it: "a)" does, "a" is a word. */
  readonly letter: boolean;
}

const letters = {
  latin: 'a b c d e f g h',
  roman: 'i ii iii iv v vi vii viii',
  greek: 'α β γ δ ε ζ η θ',
  cyrillic: 'а б в г д е ж з',
  hebrew: 'א ב ג ד ה ו ז ח',
  arabic: 'أ ب ج د ه و ز ح',
  hangul: '가 나 다 라 마 바 사 아',
  kana: 'ア イ ウ エ オ カ キ ク',
  iroha: 'イ ロ ハ ニ ホ ヘ ト チ',
};

const signs = {
  digits: '1 2 3 4 5 6 7 8 9',
  han: '一 二 三 四 五 六 七 八 九',
  stems: '甲 乙 丙 丁 戊 己 庚 辛',
  circled: '① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨',
  'circled black': '❶ ❷ ❸ ❹ ❺ ❻ ❼ ❽ ❾',
  'circled double': '⓵ ⓶ ⓷ ⓸ ⓹ ⓺ ⓻ ⓼ ⓽',
  'circled sans': '➀ ➁ ➂ ➃ ➄ ➅ ➆ ➇ ➈',
  'circled sans black': '➊ ➋ ➌ ➍ ➎ ➏ ➐ ➑ ➒',
  devanagari: '१ २ ३ ४ ५ ६ ७ ८ ९',
  'arabic-indic': '١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩',
  persian: '۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹',
  thai: '๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙',
};

const words = {
  'en cardinal': 'one two three four five',
  'en ordinal': 'first second third fourth fifth',
  'en adverb': 'firstly secondly thirdly fourthly fifthly',
  'de cardinal': 'eins zwei drei vier fünf',
  'de ordinal': 'erstens zweitens drittens viertens fünftens',
  'fr cardinal': 'un deux trois quatre cinq',
  'fr ordinal': 'premièrement deuxièmement troisièmement quatrièmement cinquièmement',
  'es cardinal': 'uno dos tres cuatro cinco',
  'es ordinal': 'primero segundo tercero cuarto quinto',
  'pt cardinal': 'um dois três quatro cinco',
  'pt ordinal': 'primeiro segundo terceiro quarto quinto',
  'it cardinal': 'uno due tre quattro cinque',
  'it ordinal': 'primo secondo terzo quarto quinto',
  'nl cardinal': 'een twee drie vier vijf',
  'nl ordinal': 'eerste tweede derde vierde vijfde',
  'sv ordinal': 'första andra tredje fjärde femte',
  'pl ordinal': 'pierwsze drugie trzecie czwarte piąte',
  'ru ordinal': 'первое второе третье четвёртое пятое',
  'ru adverb': 'во-первых во-вторых в-третьих в-четвёртых в-пятых',
  'uk ordinal': 'перше друге третє четверте п’яте',
  'ar ordinal': 'أولاً ثانياً ثالثاً رابعاً خامساً',
  'he ordinal': 'ראשית שנית שלישית רביעית חמישית',
  'ja ordinal': '第一 第二 第三 第四 第五',
  'tr ordinal': 'birinci ikinci üçüncü dördüncü beşinci',
};

/** By the sign or word, lower case and NFKC. */
export const numerals: ReadonlyMap<string, readonly Numeral[]> = collect([
  [letters, true],
  [signs, false],
  [words, false],
]);

function collect(kinds: readonly (readonly [Readonly<Record<string, string>>, boolean])[]) {
  const found = new Map<string, Numeral[]>();
  for (const [systems, letter] of kinds) {
    for (const [system, list] of Object.entries(systems)) {
      for (const [index, text] of list.split(' ').entries())
        found.set(text, [...(found.get(text) ?? []), { system, value: index + 1, letter }]);
    }
  }
  return found;
}
