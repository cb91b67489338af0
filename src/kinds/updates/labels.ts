import { words } from '../../message/words.ts';
import { undecorated } from './decoration.ts';
import type { Question } from './record.ts';

/** What people call the four answers, in the languages they write in; lower case, without punctuation. */
export const labels: Record<Question | 'notes', readonly string[]> = {
  goal: words(
    'mission|mục tiêu|tujuan|الهدف|هدف|هدفي|מטרה|המטרה|יעד|लक्ष्य|เป้าหมาย|scop|obiectiv|obiective|målet|formål|mål for uka|tavoitteet|célok|cíle|cele|ciele|ciljevi|cilj|στόχοι|hedefler|目標達成|目標は|目标是',
    'goal|goals|my goal|the goal|what goal|objective|objectives|target|aim|working on|worked on',
    'worked toward|worked towards|weekly goal|goal this week|goal of the week',
    'ziel|ziele|mein ziel|wochenziel|woran habe ich gearbeitet|welches ziel',
    'auf welches ziel habe ich hingearbeitet|objectif|objectifs|mon objectif|but|quel objectif',
    'objetivo|objetivos|mi objetivo|meu objetivo|meta|metas|qué objetivo|obiettivo|obiettivi|doel',
    'doelen|mijn doel|mål|tavoite|cíl|cel|cél|hedef|obiectiv|στόχος',
    'цель|цели|моя цель|над чем работал|над чем работала|мета|ціль|цілі|моя ціль|над чим працював',
    'над чим працювала|目標|ゴール|目的|目标|목표',
  ),
  changed: words(
    'wins|win|highlights|highlight|moved|update|ما تغير|التغييرات|ما الذي تغير|מה השתנה|שינויים|बदलाव|क्या बदला|thay đổi|perubahan|การเปลี่ยนแปลง|schimbări|ce s-a schimbat|förändringar|förändring|ändringar|ændringer|endringer|endring|muutokset|změny|zmiany|zmeny|promjene|változások|değişiklikler|değişiklik|αλλαγές|τι άλλαξε|變化|進度|進展|变更|變更|변경|변경 사항|변경사항|진행 상황|was sich geändert hat|fortschritte',
    "changed|change|changes|what changed|what's changed|what has changed|done|result|results",
    'outcome|outcomes|progress|impact|achieved|accomplished|shipped|completed|delivered|this week',
    'geändert|änderung|änderungen|verändert|veränderung|veränderungen|was hat sich geändert',
    'was hat sich verändert|ergebnis|ergebnisse|erledigt|erreicht|fortschritt|wirkung|neu',
    "changé|changement|changements|ce qui a changé|qu'est-ce qui a changé|résultat|résultats|fait",
    'réalisé|avancement|effet|cambio|cambios|qué cambió|qué ha cambiado|resultado|resultados',
    'hecho|logrado|avance|avances',
    'mudou|mudança|mudanças|o que mudou|feito|progresso|cambiato|cambiamento|cambiamenti',
    'cosa è cambiato|che cosa è cambiato|risultato|risultati|fatto|veranderd|verandering',
    'wat is er veranderd|wat veranderde|resultaat|gedaan',
    'ändrat|resultat|endret|ændret|muutos|změna|zmiana|co się zmieniło|változás|değişen',
    'изменилось|что изменилось|изменения|изменение|результат|результаты|сделано|итог|итоги',
    'змінилось|змінилося|що змінилося|що змінилось|зміни|зміна|результати|зроблено|підсумок|変化|変更',
    '変更点|変わったこと|成果|結果|進捗|变化|进展|成果|변화|결과',
  ),
  risk: words(
    'worries|worry|lowlights|lowlight|dangers|danger|watch out|watch|problems|problem|challenges|impediments|stuck|المخاطر|مخاطر|خطر|סיכונים|סיכון|जोखिम|rủi ro|risiko-risiko|ความเสี่ยง|riscuri|riscul|risk och hinder|risici|risikoer|riskit|rizika|ryzyka|riziká|rizici|kockázatok|riskler|κίνδυνοι|κίνδυνος|風險|问题|困難|困难|위험 요소|리스크',
    "risk|risks|at risk|what's at risk|what is at risk|whats at risk|blocker|blockers|blocked",
    'concern|concerns|threat|threats|issues|risks and blockers|risks/blockers|risk/blockers',
    'risiko|risiken|gefährdet|in gefahr|was ist gefährdet|was ist in gefahr|hindernisse|blockiert',
    "risque|risques|à risque|en danger|qu'est-ce qui est à risque|ce qui est à risque|blocages",
    'blocage',
    'riesgo|riesgos|en riesgo|qué está en riesgo|bloqueos|risco|riscos|em risco',
    'o que está em risco|bloqueios|rischio|rischi|a rischio|cosa è a rischio|che cosa è a rischio',
    'blocchi',
    "risico|risico's|wat loopt gevaar|in gevaar|wat is er in gevaar|risker|riskit|riski|riziko",
    'rizika|ryzyko|kockázat|риск|риски|под угрозой|что под угрозой|что под риском|в зоне риска',
    'проблемы|блокеры',
    'ризик|ризики|під загрозою|що під загрозою|що під ризиком|блокери|リスク|懸念|懸念点|課題|风险|風險|리스크|위험',
    'ризики та блокери',
  ),
  next: words(
    'doing|next action|next actions|priorities|outlook|focus next week|focus on next|what is next|الخطوات التالية|التالي|الخطوة التالية|הצעדים הבאים|הצעד הבא|הבא|अगला कदम|आगे|tiếp theo|bước tiếp theo|selanjutnya|berikutnya|langkah berikutnya|ขั้นต่อไป|pașii următori|urmează|nästa steg|næste skridt|neste steg|seuraavat askeleet|další kroky|następne kroki|ďalšie kroky|sljedeći koraci|következő lépések|sonraki adımlar|επόμενα βήματα|επόμενο|下週計畫|下周计划|下一步计划|来週の予定|다음 계획|다음 단계|fokus nächste woche',
    'next|focus|next focus|focus next|next steps|next step|next up|next week|plan|plans|upcoming',
    "coming up|what's next|whats next|what next|what is next|todo|to do|up next",
    'focus for next week|next week focus|then',
    'nächstes|als nächstes|nächste schritte|nächste woche|nächster schritt|nächster fokus|fokus',
    'weiter|wie weiter|ausblick|was kommt als nächstes|worauf konzentriere ich mich als nächstes',
    'demnächst',
    'suite|la suite|ensuite|prochain|prochaine étape|prochaines étapes|semaine prochaine|à suivre',
    'à venir|priorité|siguiente|próximo|próximos pasos|próximo paso|próxima semana|enfoque|foco',
    'lo siguiente|a continuación',
    'próximo foco|próximos passos|a seguir|próximo passo|prossimo|prossimi passi',
    'prossima settimana|prossimo passo|poi|volgende|volgende week|volgende stap|volgende stappen',
    'hierna|vervolg|nästa|neste|næste|seuraavaksi|dále|dalej|następne|następny|következő|sıradaki',
    'дальше|далее|что дальше|следующее|следующий шаг|следующие шаги|план|планы|фокус',
    'на чем сосредоточусь|далі|що далі|наступне|наступний крок|наступні кроки|плани',
    'на чому зосереджусь',
    '次|次は|次回|次の予定|次の焦点|今後|来週|予定|次にやること|次のステップ|下一步|接下来|下周|다음|다음 주',
  ),
  notes: words(
    'ps|p.s|p.s.|pps|note|notes|nb|fyi|btw|by the way|other|misc|miscellaneous|also|anything else',
    'off-topic|off topic|one more thing|comment|comments|kudos|shout-out|shoutout|thanks to',
    'anmerkung|anmerkungen|sonstiges|übrigens|notiz|notizen|hinweis|nebenbei|remarque|remarques',
    'au fait|divers|nota|notas|por cierto|otros|obs|a propósito|outros|note varie|a proposito',
    'altro',
    'opmerking|opmerkingen|overigens|overig|кстати|примечание|примечания|заметка|заметки|прочее',
    'до речі|примітка|примітки|нотатки|інше|補足|追伸|備考|メモ|その他|备注|附言|其他|추신|비고',
  ),
};

/** Word beginnings by which a longer heading ("My goal this week:") is known, if it has those of one question alone. */
export const stems: Record<Question, readonly string[]> = {
  goal: words(
    'goal|objective|worked on|work toward|ziel|objectif|objetivo|obiettiv|doel|цел|мета|ціл|目標|目标',
  ),
  changed: words(
    'chang|done|result|outcome|progress|achiev|accomplish|änder|erledigt|erreicht|cambi|mud|fatto',
    'verander|измен|сделан|змін|зроблен|変|成果|变化',
  ),
  risk: words(
    'risk|blocker|concern|risik|gefahr|gefährd|risque|riesgo|risco|rischi|risico|риск|угроз|ризик',
    'загроз|リスク|风险',
  ),
  next: words(
    'next|focus|plan|nächst|fokus|prochain|suite|próxim|siguiente|prossim|volgende|дальше|далее',
    'следующ|далі|наступн|次|下一步|来週',
  ),
};

/** What else a heading that speaks of a question is made of; any other word in it is its author's, and stays. */
export const headingWords: ReadonlySet<string> = new Set(
  words(
    'my our you your the a this last next week weeks weekly sprint today now current currently coming upcoming for from of on in at to and or i we me is are was were am be been',
    'what which that have has had did do does will would should could can plan planned planning about main open known any other key top new how where who it its as by with so far worked work working toward towards because',
    'mein meine meinen unser unsere das die der den diese dieser dieses woche wochen aktuell aktuelle heute für von im am und oder ich wir ist sind war was welche habe haben',
    'hat werde werden will zu zum zur offen offene als auf mit bisher kommende kommender',
    'mon ma mes notre nos le la les un une cette ce semaine semaines pour de du des sur en et ou je nous est sont a été quoi que quel quelle quels ai avons au aux à avec',
    'mi mis nuestro nuestra el los las una esta este semana semanas para del y o yo es son fue qué cual he hemos con al por lo se ha',
    'meu minha nosso nossa os as uma esta essa semana do da dos das no na e ou eu nós é são foi o que qual com ao à em',
    'il lo gli questa questo settimana per di del della nel nella e io noi è sono era che cosa quale ho abbiamo con al alla mio mia',
    'mijn onze het een deze week voor van in op en of ik wij is zijn wat welke heb hebben met aan naar',
    'мой моя моё мои наш наша эта этой эту на неделе неделя неделю за для о об в и или я мы что какая какой какие есть был с со к по у',
    'мій моє мої наша цей цього тижня тиждень тижні на за для про у та або ми що яка який які є був із з до по',
    'min mitt vår det den denna veckan för av och eller jag vi är vad har med till på uke uken ugen denne dette hva hvad',
  ).flatMap((words) => words.split(' ')),
);

/** A line that only announces what follows. */
const leadIns = words(
  'correction|corrections|corrected|update|my update|a correction|small correction|fix|fixed',
  'erratum|amendment|here we go|here goes|my answers|answers',
  'korrektur|berichtigung|correction de ma part|rectification|corrección|correção|correzione',
  'correctie|исправление|поправка|виправлення|訂正|修正|更正',
);

/** "Correction:" and its like: it says nothing of its own. */
export function isLeadIn(line: string): boolean {
  const text = undecorated(line)
    .toLowerCase()
    .replace(/[\s:.!,–—-]+$/u, '');
  return leadIns.includes(text);
}
