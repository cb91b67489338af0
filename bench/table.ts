import type { Figure, Target } from './measure.ts';
import { median } from './median.ts';

const heads = ['measured', 'unit', 'median', 'min – max', 'runs', 'target'] as const;
/** Numbers stand at the right. */
const right = new Set([2, 3, 4]);

/** The figures of one measure as lines of a table; `isJudged`: it says where a target was missed. */
export function table(figures: readonly Figure[], isJudged: boolean): string[] {
  const rows = figures.map((figure) => {
    const { what, unit, values, target } = figure;
    const spread =
      values.length > 1 ? `${rounded(Math.min(...values))} – ${rounded(Math.max(...values))}` : '';
    return [
      what,
      unit,
      rounded(median(values)),
      spread,
      String(values.length),
      target ? wanted(figure, target, isJudged) : '',
    ];
  });
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        right.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

function wanted({ values }: Figure, { bound, value }: Target, isJudged: boolean): string {
  const found = median(values);
  const isMet = bound === 'at least' ? found >= value : found <= value;
  return `${bound === 'at least' ? '≥' : '≤'} ${value}${isMet || !isJudged ? '' : ', missed'}`;
}

/** Three digits that count. */
export function rounded(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}
