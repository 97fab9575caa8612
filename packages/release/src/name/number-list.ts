/** Longest range that is expanded. No season has more episodes. */
const LONGEST_RUN = 2000;

/** The numbers of `3-5`, `1,2,3&6`, `E02E03`, ascending. Ranges are expanded. */
export function numbersIn(list: string): number[] {
  const numbers: number[] = [];
  let joinedBy = '';
  for (const [token] of list.replace(/v[0-9](?![0-9])/giu, '').matchAll(/[0-9]+|[^0-9]+/gu)) {
    if (!/^[0-9]/u.test(token)) {
      joinedBy = token;
      continue;
    }
    const last = numbers.at(-1);
    const isRun = last !== undefined && /[-~à]|\b(?:to|al?)\b/iu.test(joinedBy.replaceAll(/[._]/gu, ' '));
    numbers.push(...(isRun ? run(last, Number(token)) : [Number(token)]));
  }
  return ascending(numbers);
}

/** Every number from `first` to `last`; only these two if they descend or are too far apart. */
export function run(first: number, last: number): number[] {
  if (last < first || last - first >= LONGEST_RUN) return [first, last];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Removes duplicates and sorts, ascending. */
export function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}
