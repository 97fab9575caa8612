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

/** The first place where two JSON values differ; numbers may differ by a billionth. Undefined where they are equal. */
export function firstDifference(one: unknown, other: unknown, place = ''): Difference | undefined {
  if (typeof one === 'number' && typeof other === 'number') {
    const isClose = Math.abs(one - other) <= MOST_RELATIVE_ERROR * Math.max(1, Math.abs(one), Math.abs(other));
    return isClose ? undefined : { place, one: shown(one), other: shown(other) };
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

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
