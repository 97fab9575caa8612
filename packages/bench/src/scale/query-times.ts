import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The middling time of a query at one size of a catalogue. */
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

/** Keeps a time beside the catalogue, in the place of an earlier one of the same size. */
export async function rememberTime(folder: string, size: number, milliseconds: number): Promise<void> {
  const others = (await knownTimes(folder)).filter((known) => known.size !== size);
  const times = [...others, { size, milliseconds }].sort((one, other) => one.size - other.size);
  await writeFile(join(folder, NAME), JSON.stringify(times));
}

/** Slope of the line through the logarithms, least squares: 1 where time grows as the size does. */
export function exponent(times: readonly QueryTime[]): number {
  const x = times.map(({ size }) => Math.log(size));
  const y = times.map(({ milliseconds }) => Math.log(milliseconds));
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, at) => sum + (value - meanX) * (y[at]! - meanY), 0);
  return covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}
