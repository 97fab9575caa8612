import { checkIterable, checkList, checkObject } from '@streetdate/core/internal';
import type { SharedTime } from '@streetdate/engine';

/** How wrong a server's clock was, estimated from contents that it shares with others. */
export interface ClockError {
  /** Seconds by which its file times are ahead of the true ones; negative where they are behind. */
  readonly seconds: number;
  /** Uncertainty of that, seconds to either side. */
  readonly spreadSeconds: number;
  /** Shared contents that it was estimated from. */
  readonly contents: number;
  /** What was taken as true time: a clock that is known to be right, or the middle of the clocks that were compared. */
  readonly basis: 'right-clock' | 'middle';
}

/** Options for {@link estimateClocks}. */
export interface ClockOptions {
  /** Ids of servers whose clocks are known to be right. @defaultValue none: most clocks are taken to be about right */
  readonly rightClocks?: readonly string[] | undefined;
}

/** Fewest contents that two servers must share to be compared. */
export const FEWEST_SHARED = 5;
/** Most differences that are kept of two servers. Contents come in the order of their digests, so that the first ones are a random sample. */
const MOST_KEPT = 2000;
/** Smallest spread, seconds: file systems round times, FAT to two seconds. */
const LEAST_SPREAD = 2;

interface Pair {
  readonly one: string;
  readonly other: string;
  /** Time on the other server minus time on the first, seconds. */
  readonly differences: number[];
}

/**
 * Estimates clock errors by the shortest quarter of the differences, after the shortest half (Rousseeuw and Leroy 1988): for each two
 * servers, the narrowest interval that holds a quarter of their differences in time, and at least five. Copies that came much later, in
 * whatever direction, lie outside and do not count. The spread is the width of this interval. The errors
 * of all servers are then fitted to these differences by least squares, with less weight for differences that contradict the others.
 * A server that receives each copy later than another by the same time cannot be told from one whose clock is ahead.
 * @returns By server id. A server without enough shared contents is missing: nothing is known of its clock.
 */
export async function estimateClocks(
  groups: AsyncIterable<readonly SharedTime[]>,
  options: ClockOptions = {},
): Promise<Map<string, ClockError>> {
  checkIterable('groups', groups);
  checkObject('options', options);
  const { rightClocks = [] } = options;
  const pairs = new Map<string, Pair>();
  for await (const times of groups) {
    checkList('groups', times, checkObject);
    for (const [at, first] of times.entries()) {
      for (const second of times.slice(at + 1)) {
        const key = `${first.serverId}\0${second.serverId}`;
        const pair = pairs.get(key) ?? { one: first.serverId, other: second.serverId, differences: [] };
        pairs.set(key, pair);
        if (pair.differences.length < MOST_KEPT) pair.differences.push((second.firstMs - first.firstMs) / 1000);
      }
    }
  }
  const links = [...pairs.values()].filter(({ differences }) => differences.length >= FEWEST_SHARED).map(linkOf);
  const errors = new Map<string, ClockError>();
  for (const servers of components(links)) {
    const own = links.filter(({ one }) => servers.includes(one));
    const fitted = fit(servers, own);
    const right = servers.flatMap((server, at) => (rightClocks.includes(server) ? fitted[at]! : []));
    const zero = median(right.length > 0 ? right : fitted);
    const doubt = right.length > 0 ? 0 : median(fitted.map((seconds) => Math.abs(seconds - zero)));
    for (const [at, server] of servers.entries()) {
      const mine = own.filter(({ one, other }) => one === server || other === server);
      errors.set(server, {
        seconds: fitted[at]! - zero,
        spreadSeconds: Math.min(...mine.map(({ spread }) => spread)) + doubt,
        contents: mine.reduce((sum, { contents }) => sum + contents, 0),
        basis: right.length > 0 ? 'right-clock' : 'middle',
      });
    }
  }
  return errors;
}

interface Link {
  readonly one: string;
  readonly other: string;
  readonly seconds: number;
  readonly spread: number;
  readonly contents: number;
}

function linkOf({ one, other, differences }: Pair): Link {
  const { middle, width } = shortestQuarter(differences);
  return { one, other, seconds: middle, spread: Math.max(LEAST_SPREAD, width), contents: differences.length };
}

/** The narrowest interval that holds a quarter of the numbers, and at least {@link FEWEST_SHARED}. */
function shortestQuarter(numbers: readonly number[]): { readonly middle: number; readonly width: number } {
  const sorted = Float64Array.from(numbers).sort();
  const reach = Math.max(FEWEST_SHARED, Math.ceil(sorted.length / 4)) - 1;
  let best = 0;
  for (let at = 1; at + reach < sorted.length; at++) {
    if (sorted[at + reach]! - sorted[at]! < sorted[best + reach]! - sorted[best]!) best = at;
  }
  const [low, high] = [sorted[best]!, sorted[best + reach]!];
  return { middle: (low + high) / 2, width: high - low };
}

/** Groups of servers that are linked, directly or through others. */
function components(links: readonly Link[]): string[][] {
  const groups: Set<string>[] = [];
  for (const { one, other } of links) {
    const touched = groups.filter((group) => group.has(one) || group.has(other));
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(new Set([one, other, ...touched.flatMap((group) => [...group])]));
  }
  return groups.map((group) => [...group].sort());
}

const ROUNDS = 20;

/** Errors of servers that fit the differences best, the first one's being 0. Weighted least squares, weighed anew in each round. */
function fit(servers: readonly string[], links: readonly Link[]): number[] {
  const place = new Map(servers.map((server, at) => [server, at]));
  let errors = servers.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const size = servers.length - 1;
    const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
    for (const { one, other, seconds, spread } of links) {
      const [from, to] = [place.get(one)!, place.get(other)!];
      const misfit = Math.abs(errors[to]! - errors[from]! - seconds);
      const weight = 1 / (spread * spread) / (round === 0 ? 1 : 1 + misfit / spread);
      for (const [row, sign] of [
        [from - 1, -1],
        [to - 1, 1],
      ] as const) {
        if (row < 0) continue;
        if (from > 0) matrix[row]![from - 1]! -= sign * weight;
        if (to > 0) matrix[row]![to - 1]! += sign * weight;
        matrix[row]![size]! += sign * weight * seconds;
      }
    }
    errors = [0, ...solve(matrix)];
  }
  return errors;
}

/** Solves linear equations by elimination. Each row ends with its right side. */
function solve(matrix: readonly Float64Array[]): number[] {
  const size = matrix.length;
  const rows = [...matrix];
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at <= size; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
}
