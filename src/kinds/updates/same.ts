import { words } from '../../message/words.ts';

/** "Same as last week", in a text that says little else. */
export function isSame(text: string): boolean {
  const said = text.toLowerCase().replaceAll('’', "'");
  return said.length <= 120 && said.length > 0 && sameAsLastWeek.some((phrase) => said.includes(phrase));
}
const sameAsLastWeek = words(
  'same as last week|same as last time|same as before|same as the week before',
  'no change since last week|no changes since last week|unchanged since last week',
  'nothing changed since last week|as last week|like last week',
  'wie letzte woche|wie vorige woche|wie in der letzten woche|unverändert zur letzten woche',
  'keine änderung zur letzten woche|comme la semaine dernière|idem semaine dernière',
  'pareil que la semaine dernière|igual que la semana pasada|lo mismo que la semana pasada',
  'igual à semana passada|o mesmo da semana passada|igual semana passada',
  'come la settimana scorsa|uguale alla settimana scorsa|zelfde als vorige week',
  'hetzelfde als vorige week|как на прошлой неделе|то же, что и на прошлой неделе',
  'то же что и на прошлой неделе',
  'як минулого тижня|те саме, що й минулого тижня|те саме що й минулого тижня|先週と同じ|先週から変わり',
  '先週と変わり|和上周一样|与上周相同|지난주와 같',
);
