import { words } from '../../message/words.ts';

/** The fields of product.md §4. */
export type FieldName =
  | 'decision'
  | 'proposal'
  | 'context'
  | 'options'
  | 'consequences'
  | 'epic'
  | 'decider'
  | 'decideBy'
  | 'revisit'
  | 'supersedes';

/** What people call them, in the languages they write in; lower case. */
const names: Record<FieldName, readonly string[]> = {
  decision: words(
    'decision|decided|our decision|the decision|final decision|we decided|decision made|resolution',
    'entscheidung|beschluss|entschieden|décision|decision prise|décision prise|decisión|decisão|decisao|decisione|besluit|beslissing|beslut|avgjørelse|beslutning|päätös',
    'rozhodnutí|decyzja|döntés|decizie|решение|рішення|karar|απόφαση|החלטה|قرار|निर्णय|決定|決定事項|决定|결정|keputusan|quyết định',
  ),
  proposal: words(
    'proposal|proposed|proposed decision|i propose|we propose|my proposal',
    'vorschlag|antrag|proposition|proposición|propuesta|proposta|voorstel|förslag|forslag|ehdotus',
    'návrh|propozycja|javaslat|propunere|предложение|пропозиція|öneri|πρόταση|הצעה|اقتراح|प्रस्ताव|提案|提议|建议|제안|usulan|đề xuất',
  ),
  context: words(
    'context|why|background|reason|reasons|rationale|because|motivation|problem',
    'kontext|warum|hintergrund|begründung|grund|contexte|pourquoi|raison|motif|contexto|por qué|porque|porqué|porquê|por que|motivo|razón|razão|por quê|contesto|perché|motivazione',
    'context en reden|waarom|reden|achtergrond|varför|bakgrund|hvorfor|begrunnelse|begrundelse|miksi|proč|důvod|dlaczego|uzasadnienie|miért|indoklás|de ce',
    'контекст|почему|причина|обоснование|чому|підстава|neden|gerekçe|γιατί|למה|רקע|لماذا|السياق|क्यों|理由|背景|原因|이유|배경|alasan|lý do',
  ),
  options: words(
    'options|alternatives|option|choices|options considered|considered options|alternatives considered',
    'optionen|alternativen|möglichkeiten|option envisagées|options envisagées|alternatives|opciones|alternativas|opções|opcoes|opzioni|alternative|opties|alternatieven|alternativ|valg|muligheder|vaihtoehdot',
    'možnosti|opcje|lehetőségek|opțiuni|варианты|альтернативы|варіанти|seçenekler|επιλογές|אפשרויות|خيارات|الخيارات|विकल्प|選択肢|案|选项|方案|선택지|옵션|opsi|lựa chọn',
  ),
  consequences: words(
    'consequences|consequence|impact|implications|trade-offs|tradeoffs|follow-up|effects',
    'folgen|konsequenzen|auswirkungen|conséquences|conséquence|impacts|consecuencias|consecuencia|consequências|consequencias|conseguenze|gevolgen|konsekvenser|følger|seuraukset',
    'důsledky|následky|konsekwencje|skutki|következmények|consecințe|последствия|наслідки|sonuçlar|συνέπειες|השלכות|عواقب|العواقب|परिणाम|影響|結果|后果|影响|영향|결과|konsekuensi|hệ quả',
  ),
  epic: words('epic|epics|epos|épica|épico|épic|эпик|епік|エピック|史诗'),
  decider: words(
    'decider|decides|decided by|decision maker|decision-maker|approver|owner of the decision',
    'entscheider|entscheiderin|entscheidet|décideur|décideuse|decide|decisor|decisora|decisore|beslisser|beslutsfattare|beslutningstager|päättäjä',
    'rozhoduje|decydent|decyduje|döntéshozó|решает|вирішує|karar veren|決定者|决策人|决策者|결정자',
  ),
  decideBy: words(
    'decide by|deadline|decide before|answer by|answers by|due|respond by|reply by|decision by|vote by|votes by|comments by|objections by|open until',
    'entscheiden bis|frist|bis|entscheidung bis|antwort bis|antworten bis|décider avant|date limite|échéance|réponse avant|avant le|decidir antes de|decidir hasta|fecha límite|plazo|decidir até|prazo|data limite',
    'decidere entro|scadenza|entro|beslissen voor|beslis voor|uiterlijk|besluta senast|senast|beslut senast|frist for svar|rozhodnout do|termín|zdecydować do|termin|határidő|termen',
    'решить до|срок|вирішити до|термін|son tarih|προθεσμία|期限|締切|締め切り|回答期限|截止|截止日期|기한|마감',
  ),
  revisit: words(
    'revisit|revisit on|review on|look again|review again|review date|revisit by|reconsider on',
    'wiedervorlage|erneut prüfen|überprüfen am|réexaminer|revoir le|à revoir|revisar|revisar el|rever|rever em|rivedere|rivedere il|herzien|opnieuw bekijken|ompröva|se på igjen',
    'znovu posoudit|przegląd|felülvizsgálat|пересмотреть|переглянути|再検討|見直し|重新评估|재검토',
  ),
  supersedes: words(
    'supersedes|supersede|replaces|reverses|overrides|obsoletes|instead of',
    'ersetzt|hebt auf|remplace|annule|sustituye|reemplaza|substitui|sostituisce|vervangt|ersätter|erstatter|nahrazuje|zastępuje|заменяет|замінює|置き換え|取代|대체',
  ),
};

const known: ReadonlyMap<string, FieldName> = new Map(
  fieldNames().flatMap((field) => names[field].map((name) => [name, field] as const)),
);

function fieldNames(): FieldName[] {
  const order: Record<FieldName, true> = {
    ...{ decision: true, proposal: true, context: true, options: true, consequences: true },
    ...{ epic: true, decider: true, decideBy: true, revisit: true, supersedes: true },
  };
  return Object.keys(order).filter((name): name is FieldName => name in order);
}

/** The field that a name stands for; null for any other words. */
export function fieldNamed(name: string): FieldName | null {
  const said = name
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\s_]+/g, ' ')
    .trim();
  return known.get(said) ?? null;
}

/** Names that open a sentence as well ("why", "because", "decided"): a dash behind them is no colon. */
export const isSentenceOpener = (name: string): boolean =>
  /^(?:why|because|decided|due|option|impact|instead of|reverses|replaces|supersedes|entro|bis|avant le|warum|grund|decide|we decided|i propose|we propose|proposed)$/i.test(
    name.trim(),
  );
