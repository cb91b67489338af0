/** Optimal string alignment distance, no further than `most`; only that far beside the diagonal is looked at. */
export function distanceWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  const far = most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row: number[] = new Array(b.length + 1).fill(far);
    row[0] = i;
    let least = far;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j += 1) {
      let cost = Math.min(
        (above[j] ?? far) + 1,
        (row[j - 1] ?? far) + 1,
        (above[j - 1] ?? far) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? far) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    before = above;
    above = row;
  }
  return (above[b.length] ?? far) <= most;
}
