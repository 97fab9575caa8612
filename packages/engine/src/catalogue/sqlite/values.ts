import type { SqliteRow, SqliteValue } from './driver.ts';

/**
 * Parameters in a form that both libraries bind alike. Otherwise they would bind integers as floating point, one library all, the other the
 * large ones.
 */
export function toParameters<T>(values: readonly unknown[]): T[] {
  return values.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : value) as T);
}

/** Converts the bigints of a row to numbers if a number represents them exactly. */
export function toRow(row: unknown): SqliteRow {
  return Object.fromEntries(Object.entries(row as SqliteRow).map(([name, value]) => [name, toValue(value)]));
}

function toValue(value: SqliteValue): SqliteValue {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The rows of an iterator, converted by {@link toRow}. */
export function* toRows(rows: Iterable<unknown>): Generator<SqliteRow, undefined> {
  for (const row of rows) yield toRow(row);
}

/** The number of changes and the last row id, with integers as bigints. */
export function toChanges(counts: { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }): {
  readonly changes: bigint;
  readonly lastInsertRowid: bigint;
} {
  return { changes: BigInt(counts.changes), lastInsertRowid: BigInt(counts.lastInsertRowid) };
}
