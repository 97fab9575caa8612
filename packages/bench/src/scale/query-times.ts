import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slopeOf } from '../measure/line.ts';

/** The median time of a query at one size of a catalogue. */
export interface QueryTime {
  /** Millions of frames. */
  readonly size: number;
  readonly milliseconds: number;
}

const NAME = 'query-times.json';

/** Times measured on the catalogue in a folder, in this run and in those before it, smallest size first. */
export async function knownTimes(folder: string): Promise<QueryTime[]> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => '[]');
  return JSON.parse(text) as QueryTime[];
}

/** Stores a time beside the catalogue. It replaces an earlier one of the same size. */
export async function rememberTime(folder: string, size: number, milliseconds: number): Promise<void> {
  const others = (await knownTimes(folder)).filter((known) => known.size !== size);
  const times = [...others, { size, milliseconds }].sort((one, other) => one.size - other.size);
  await writeFile(join(folder, NAME), JSON.stringify(times));
}

/** Slope of the line of least squares through the logarithms: 1 when time grows in proportion to size. */
export function exponent(times: readonly QueryTime[]): number {
  return slopeOf(
    times.map(({ size }) => Math.log(size)),
    times.map(({ milliseconds }) => Math.log(milliseconds)),
  );
}
