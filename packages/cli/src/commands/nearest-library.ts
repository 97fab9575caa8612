import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { isLibrary } from '@streetdate/engine';
import { DEFAULT_HOME } from '../definitions/define.ts';
import { UsageError } from '../exit.ts';
import { originInWords } from '../settings/settings.ts';
import type { Context } from './command.ts';

/** A library that may be the one that was meant, and why. */
export interface NearLibrary {
  readonly folder: string;
  /** Such as "its name is similar". */
  readonly why: string;
}

/** Names that differ more are other names. */
const MOST_EDITS = 3;

/** Most entries of a folder whose names are compared. */
const MOST_NAMES = 1000;

/**
 * Throws unless the home is a library.
 * @throws UsageError that names the folder, the nearest library, and how to make one.
 */
export async function requireLibrary(context: Context, hint?: string): Promise<void> {
  if (await isLibrary(context.home)) return;
  const { home } = context.config.settings;
  const wanted = resolve(home.value);
  const named = home.from === 'default' ? '' : `, which ${originInWords(home)} names`;
  const near = await findNearestLibrary(context);
  const found = near === undefined ? 'none was found near it' : `the nearest is ${near.folder}, ${near.why}: --home ${quote(near.folder)}`;
  const make = `\`streetdate init\`, \`streetdate enroll\` or \`streetdate import\` makes one`;
  throw new UsageError(`there is no library in ${wanted}${named}; ${found}; ${make}${hint === undefined ? '' : `; ${hint}`}`);
}

/** The library that was probably meant. */
export async function findNearestLibrary({ home, config }: Pick<Context, 'home' | 'config'>): Promise<NearLibrary | undefined> {
  const wanted = resolve(home);
  for await (const near of candidates(wanted, config)) {
    if (resolve(near.folder) !== wanted && (await isLibrary(near.folder))) return near;
  }
  return undefined;
}

async function* candidates(wanted: string, { settings, files, folder: current }: Context['config']): AsyncGenerator<NearLibrary> {
  yield { folder: join(wanted, DEFAULT_HOME), why: 'which lies in it' };
  // A name that somebody typed may be mistyped; without one it is rather the folder that is another.
  if (settings.home.from === 'default') yield* librariesAbove(wanted, current);
  for (const folder of await similarFolders(wanted)) yield { folder, why: 'whose name is similar' };
  yield* librariesAbove(wanted, current);
  // Another origin than the one in force may name a library.
  const { STREETDATE_HOME: named } = process.env;
  if (named && settings.home.from !== 'environment') yield { folder: resolve(named), why: 'which STREETDATE_HOME names' };
  for (const { path, home } of files) if (home !== undefined) yield { folder: home, why: `which ${path} names` };
}

/** Places in the current folder, beside the wanted one, and above both. */
function* librariesAbove(wanted: string, current: string): Generator<NearLibrary> {
  const names = new Set([basename(wanted), DEFAULT_HOME, '']);
  for (const [start, beside, above] of [
    [current, 'in the current folder', 'above the current folder'],
    [dirname(wanted), 'beside it', 'above it'],
  ] as const) {
    for (const folder of upwards(start)) {
      for (const name of names) yield { folder: join(folder, name), why: folder === start ? beside : above };
    }
  }
}

/** A folder and those above it. */
function* upwards(start: string): Generator<string> {
  for (let here = start; ; here = dirname(here)) {
    yield here;
    if (dirname(here) === here) return;
  }
}

/** Folders whose path differs from a wanted one in the name of one part, nearest first. */
async function similarFolders(wanted: string): Promise<string[]> {
  const parts = wanted.split(sep);
  const found: { readonly folder: string; readonly distance: number }[] = [];
  for (let index = parts.length - 1; index > 0; index--) {
    const part = parts[index]!;
    const names = await readdir(parts.slice(0, index).join(sep) || sep).catch(() => []);
    for (const name of names.slice(0, MOST_NAMES)) {
      const distance = editDistance(name.toLowerCase(), part.toLowerCase());
      const isSimilar = distance <= Math.min(MOST_EDITS, Math.max(1, Math.floor(part.length / 3)));
      if (name !== part && isSimilar) {
        const folder = [...parts.slice(0, index), name, ...parts.slice(index + 1)].join(sep);
        found.push({ folder, distance });
      }
    }
  }
  return found.sort((one, other) => one.distance - other.distance).map(({ folder }) => folder);
}

/** How many characters are to be put in, left out, replaced or swapped with the next: the optimal string alignment distance. */
export function editDistance(one: string, other: string): number {
  let [before, above]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    const here = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = above[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      here[column] = Math.min(replaced, above[column]! + 1, here[column - 1]! + 1);
      const isSwapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwapped) here[column] = Math.min(here[column]!, before[column - 2]! + 1);
    }
    [before, above] = [above, here];
  }
  return above[other.length]!;
}

/** A path as a shell takes it. */
function quote(path: string): string {
  return /^[\w./@:+,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
