// What people call days, months, spans and hours, in the languages that a team writes: "/" stands between spellings, "_" between words of a
// phrase or for nothing.

export type Unit =
  | 'minute'
  | 'hour'
  | 'day'
  | 'working day'
  | 'week'
  | 'fortnight'
  | 'month'
  | 'quarter'
  | 'year';

/** What a word may do in a phrase about time: "in" two weeks, two weeks "from" Friday, "at" five. */
export type Role =
  | 'filler'
  | 'in'
  | 'hence'
  | 'from'
  | 'at'
  | 'hour mark'
  | 'this'
  | 'next'
  | 'end'
  | 'doubt'
  | 'day mark';

// January to December, a language a line; " /" between spellings.
export const months = [
  'january february march april may june july august september october november december',
  'januar/janner februar/feber marz april mai juni juli august september oktober november dezember',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'januari februari mars april maj juni juli augusti september oktober november december',
  'январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля август/августа сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря',
  'січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня',
];

// Monday to Sunday.
export const weekdays = [
  'monday tuesday wednesday/weds thursday friday saturday sunday',
  'montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag',
  'lundi mardi mercredi jeudi vendredi samedi dimanche',
  'lunes martes miercoles jueves viernes sabado domingo',
  'segunda terca quarta quinta sexta sabado domingo',
  'lunedi martedi mercoledi giovedi venerdi sabato domenica',
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  'mandag/mandagen tisdag/tisdagen onsdag/onsdagen torsdag/torsdagen fredag/fredagen lordag/lordagen sondag/sondagen',
  'понедельник/понедельника/понедельнику вторник/вторника/вторнику среда/среды/среду/среде четверг/четверга/четвергу пятница/пятницы/пятницу/пятнице суббота/субботы/субботу/субботе воскресенье/воскресенья/воскресенью',
  "понеділок/понеділка вівторок/вівторка середа/середи/середу четвер п'ятниця/п'ятниці/п'ятницю субота/суботи/суботу неділя/неділі/неділю",
];

// Too short, or too irregular, to be found as the beginning of a name.
export const weekdayWords = [
  'mo/пн/月曜日/月曜/周一/星期一/礼拜一 di/вт/火曜日/火曜/周二/星期二/礼拜二 mi/wo/ср/水曜日/水曜/周三/星期三/礼拜三 do/чт/木曜日/木曜/周四/星期四/礼拜四 fr/vr/пт/金曜日/金曜/周五/星期五/礼拜五 sa/za/сб/土曜日/土曜/周六/星期六/礼拜六 вс/нд/日曜日/日曜/周日/周天/星期日/星期天/礼拜天',
];

// One to fourteen. German and French eight are left out: "in acht Tagen", "dans huit jours" mean a week.
export const numbers = [
  'one/a/an two three four five six seven eight nine ten eleven twelve thirteen fourteen',
  'ein/eine/einer/einem/einen zwei drei vier funf sechs sieben _ neun zehn elf zwolf dreizehn vierzehn',
  'un/une deux trois quatre cinq six sept _ neuf dix onze douze treize quatorze',
  'un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce',
  'um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze',
  'un/una/uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici',
  'een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien',
  'en/ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton',
  'одну/один/одного два/две/двое/двух три/трех четыре/четырех пять шесть семь восемь девять десять',
  "_ два/дві три чотири п'ять шість сім вісім дев'ять десять",
  '一 二/两/兩 三 四 五 六 七 八 九 十',
];

export const units: Record<Unit, string> = {
  minute:
    'minute minutes min mins minuten minuto minutos minuti minuut minuter минут минуты минуту хвилин 分 分間 分钟',
  hour: 'hour hours hr hrs h std stunde stunden heure heures hora horas ora ore uur uren timme timmar час часа часов година години годин 時間 小时 个小时',
  day: 'day days tag tage tagen jour jours dia dias giorno giorni dag dagen dagar день дня дней дні днів 日 日間 天',
  'working day':
    'working_day working_days business_day business_days work_day work_days workday workdays weekdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen jour_ouvre jours_ouvres dia_habil dias_habiles dia_laborable dias_laborables dia_util dias_uteis giorno_lavorativo giorni_lavorativi werkdag werkdagen arbetsdag arbetsdagar рабочий_день рабочих_дня рабочих_дней робочий_день робочі_дні робочих_днів 営業日 工作日 个工作日',
  week: 'week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckan veckor неделя недели неделю неделе недель тиждень тижня тижні тижнів 週 週間 周 星期 个星期 个礼拜',
  fortnight: 'fortnight fortnights',
  month:
    'month months monat monate monaten monats mois mes meses mese mesi maand maanden manad manaden manader месяц месяца месяце месяцев місяць місяця місяці місяців か月 ヶ月 カ月 个月',
  quarter:
    'quarter quarters quartal quartals trimestre trimestres trimestri kwartaal kvartal квартал квартала кварталу',
  year: 'year years jahr jahre jahren jahres an ans annee annees ano anos anno anni jaar ar aret год года году лет рік року років 年 年間',
};

export const relatives: readonly (readonly [number, string])[] = [
  [-1, 'yesterday gestern hier ayer ontem ieri gisteren igar i_gar вчера вчора 昨日 昨天'],
  [
    0,
    "today tonight heute aujourd'hui ce_soir hoy esta_noche hoje hoje_a_noite oggi stasera vandaag vanavond idag i_dag ikvall i_kvall сегодня сьогодні 今日 本日 今日中 本日中 今天",
  ],
  [1, 'tomorrow morgen demain manana amanha domani imorgon i_morgon завтра 明日 明日中 明天'],
  [
    2,
    'day_after_tomorrow ubermorgen apres_demain pasado_manana depois_de_amanha dopodomani overmorgen overmorgon i_overmorgon послезавтра післязавтра 明後日 后天',
  ],
];

const noon = 12 * 60;
/** The last minute of a day: what a bare date, "end of …" and midnight mean. */
export const lastMinute = 24 * 60 - 1;

export const clocks: readonly (readonly [number, string])[] = [
  [noon, 'noon midday mittag mittags midi mediodia meio_dia mezzogiorno полдень полудня полудень 正午 中午'],
  [
    lastMinute,
    'midnight mitternacht minuit medianoche meia_noite mezzanotte middernacht midnatt полночь полуночи північ півночі eod eob cob eop end_of_day end_of_business end_of_work close_of_business close_of_play close_of_day tagesende dienstschluss feierabend fin_de_journee fine_giornata einde_dag eind_dag',
  ],
];

export const dayParts: readonly (readonly ['am' | 'pm', number, string])[] = [
  [
    'am',
    noon,
    'morning in_the_morning morgens morgon vormittag vormittags fruh matin por_la_manana de_la_manana de_manha da_manha mattina di_mattina ochtend formiddag утра утром ранку вранці 午前 上午 早上',
  ],
  ['pm', noon + 60, 'lunch lunchtime'],
  [
    'pm',
    18 * 60,
    'afternoon in_the_afternoon nachmittag nachmittags apres_midi por_la_tarde de_la_tarde tarde a_tarde da_tarde pomeriggio di_pomeriggio namiddag middag eftermiddag eftermiddagen после_обеда 午後 下午',
  ],
  [
    'pm',
    lastMinute,
    'evening in_the_evening at_night night abend abends soir noche por_la_noche de_la_noche noite da_noite sera di_sera avond kvall вечер вечера вечером вечора 晚上',
  ],
];

export const endsOf: readonly (readonly [Unit, string])[] = [
  ['week', 'eow 今週中 今週末まて 本周内'],
  ['month', 'eom monatsende 月末 今月末 今月中 月底 本月底 本月末'],
  ['quarter', 'eoq quartalsende'],
  ['year', 'eoy jahresende 年末 年底'],
];

export const roles: Record<Role, string> = {
  filler:
    // Words that say that a deadline comes, and what stands between its parts. What is not here is not skipped.
    'by until untill till til to before on due deadline the of for for_the no_later_than not_later_than at_the_latest latest inclusive please pls thanks thx merci svp por_favor gracias obrigado grazie graag tack пожалуйста and sharp my_time our_time local_time time ' +
    'bis auf zum zur am im den der die das des vom an spatestens vor und bitte einschließlich zeit ortszeit ' +
    "avant le la l' d' dell' all' les de du des au au_plus_tard d'ici jusqu'a jusqu'au jusqu pour et a " +
    'antes antes_de antes_del hasta el del para a_mas_tardar como_muy_tarde y hora ' +
    'ate o do da dia no na a_mais_tardar o_mais_tardar feira e ' +
    'entro il di della dello al alla per al_piu_tardi giorno ore ' +
    'voor uiterlijk tot op van het tijd ' +
    'senast fore innan till pa av tid den ' +
    'до к не_позднее не_позже по в во и на г года не_пізніше у ' +
    'まて まてに の に 之前 以前 前 截止 截至 在',
  in: "in within inside dans d'ici en dentro dentro_de em daqui_a tra fra entro over binnen om inom через за протягом innerhalb innerhalb_von",
  hence: 'from_now from_today hence ab_heute ab_jetzt 後 后 以内 内 之内 之后 以後',
  from: 'from after nach ab apres dopo depois despues efter после після',
  at: "at um a a_las a_la as alle all' ore entro_le per_le om kl klockan klokken в о @",
  'hour mark':
    "uhr h heure heures o'clock oclock hrs uur u hora horas ore час часа часов година години годині",
  this: 'this coming upcoming diese diesen dieser dieses kommende kommenden kommender ce cet cette este esta questo questa deze dit komende denna detta kommande этот эту этой этого ближайшую ближайшей цей цього цю цієї найближчу',
  next: 'next nachste nachsten nachster nachstes prochain prochaine proximo proxima que_viene que_vem prossimo prossima volgende nasta следующий следующую следующей следующего следующая наступний наступну наступної наступного 下',
  end: 'end ende fin fines final finales fim finais fine eind einde slut slutet i_slutet конец конца концу кінець кінця',
  // "bis zum 27.", "avant le 30": a day of the month, if a number follows that counts nothing.
  'day mark': 'the dia zum den le il el',
  doubt:
    'around about circa ca approx approximately probably maybe vielleicht ungefahr gegen vers environ hacia sobre',
};

export const spans: readonly (readonly [string, Unit])[] = [
  ['через_неделю через_тиждень за_тиждень', 'week'],
  ['через_месяц через_місяць за_місяць', 'month'],
  ['через_год через_рік', 'year'],
];
