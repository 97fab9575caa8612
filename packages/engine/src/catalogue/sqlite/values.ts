import type { SqliteRow, SqliteValue } from './driver.ts';

/** Parameters as both libraries bind them alike: they would bind whole numbers as floating point, one of them all, the other the large. */
export function toParameters<T>(values: readonly unknown[]): T[] {
  return values.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : value) as T);
}

/** A row whose integers were read as bigints: those that a number holds exactly become numbers. */
export function toRow(row: unknown): SqliteRow {
  return Object.fromEntries(Object.entries(row as SqliteRow).map(([name, value]) => [name, toValue(value)]));
}

function toValue(value: SqliteValue): SqliteValue {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The rows of an iterator, each through {@link toRow}. */
export function* toRows(rows: Iterable<unknown>): Generator<SqliteRow, undefined> {
  for (const row of rows) yield toRow(row);
}

/** What a statement changed, whole numbers as bigints. */
export function toChanges(counts: { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }): {
  readonly changes: bigint;
  readonly lastInsertRowid: bigint;
} {
  return { changes: BigInt(counts.changes), lastInsertRowid: BigInt(counts.lastInsertRowid) };
}
