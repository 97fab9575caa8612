/** Where two JSON values differ. */
export interface Difference {
  /** The member, such as `segments.0.speed`; empty for the whole. */
  readonly place: string;
  /** The first value there, as JSON, shortened. */
  readonly one: string;
  /** The second. */
  readonly other: string;
}

/** Two machines may round the last bits of a logarithm in different ways. */
const MOST_RELATIVE_ERROR = 1e-9;
/** A power of ten with such a logarithm, of which any is far below 1. */
const MOST_ERROR_OF_POWER = 1e-6;

/** Digits of a number among others. */
const DIGITS = 9;

/** The first place where two JSON values differ; numbers may differ by a billionth. Undefined where they are equal. */
export function firstDifference(one: unknown, other: unknown, place = ''): Difference | undefined {
  if (typeof one === 'number' && typeof other === 'number') {
    return isClose(one, other, place) ? undefined : { place, one: shown(one), other: shown(other) };
  }
  if (
    typeof one !== 'object' ||
    typeof other !== 'object' ||
    one === null ||
    other === null ||
    Array.isArray(one) !== Array.isArray(other)
  ) {
    return one === other ? undefined : { place, one: shown(one), other: shown(other) };
  }
  const [left, right] = [one, other] as Record<string, unknown>[];
  for (const key of new Set([...Object.keys(left!), ...Object.keys(right!)])) {
    const difference = firstDifference(left![key], right![key], place === '' ? key : `${place}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/**
 * All places where two JSON values differ. Of two lists of numbers, how many are others, and the mean of both, tell enough.
 */
export function allDifferences(one: unknown, other: unknown, place = ''): Difference[] {
  if (isNumbers(one) && isNumbers(other) && one.length > 0) {
    const others = one.filter((value, at) => !isClose(value, other[at] ?? Number.NaN, place)).length;
    if (others === 0 && one.length === other.length) return [];
    return [{ place, one: `${others} others of ${one.length}, ${meanOf(one)} on average`, other: `${other.length}, ${meanOf(other)}` }];
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    const [left, right] = [one, other].map((value) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value));
    const difference = firstDifference(one, other, place) && { place, one: shown(left), other: shown(right) };
    return difference === undefined ? [] : [difference];
  }
  const [left, right] = [one, other] as Record<string, unknown>[];
  return [...new Set([...Object.keys(left!), ...Object.keys(right!)])].flatMap((key) =>
    allDifferences(left![key], right![key], place === '' ? key : `${place}.${key}`),
  );
}

function isClose(one: number, other: number, place: string): boolean {
  if (place.endsWith('expectedFalseMatches'))
    return Math.abs(one - other) <= MOST_ERROR_OF_POWER * Math.max(Math.abs(one), Math.abs(other));
  return Math.abs(one - other) <= MOST_RELATIVE_ERROR * Math.max(1, Math.abs(one), Math.abs(other));
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}

function meanOf(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)).toPrecision(DIGITS);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
