/**
 * `npm run frozen`: searches the frozen fingerprints and says which number changed. `npm run frozen -- --write` writes them down anew,
 * `npm run frozen -- mirrored` looks at the queries of that name alone.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { useFallbackDecoder } from '../tools/decoder-setup.ts';
import { type Change, changesOf } from './compare.ts';
import { FILMS } from './films.ts';
import { frozenFingerprint } from './make.ts';
import { type FrozenFilm, measure, type Numbers } from './measure.ts';

const EXPECTED = { own: 'expected.json', shared: 'expected-shared.json' } as const;
/** Differences that other releases of V8 make in logarithms and exponentials. */
const OTHER_ENGINE = 1e-9;

interface Expected {
  /** Major version of Node that computed the numbers. */
  readonly node: number;
  /** By query. */
  readonly queries: Readonly<Record<string, Numbers>>;
}

const NODE = Number.parseInt(process.versions.node, 10);

/** Everything that has changed since the numbers were written down. @param only - Names of queries. @defaultValue all */
export async function frozenChanges(half: keyof typeof EXPECTED, only: readonly string[] = []): Promise<Change[]> {
  const expected = read(half);
  if (expected === undefined) throw new Error(`${EXPECTED[half]} is missing: write it with npm run frozen -- --write`);
  const now = await measured(half, only);
  const queries =
    only.length === 0 ? expected.queries : Object.fromEntries(Object.entries(expected.queries).filter(([name]) => name in now));
  return changesOf(queries, now, { tolerance: expected.node === NODE ? 0 : OTHER_ENGINE });
}

/** Whether the optional half of the set can be searched here. */
const HAS_SHARED = FILMS.some(({ shared }) => shared);

async function measured(half: keyof typeof EXPECTED, only: readonly string[]): Promise<Record<string, Numbers>> {
  const films: FrozenFilm[] = [];
  for (const film of FILMS) {
    // References of this repository stand in both halves, so that the optional one is searched among more films.
    if ((film.shared ?? false) === (half === 'shared') || film.role === 'reference') {
      if (half === 'own' && film.shared) continue;
      films.push({ film, fingerprint: await frozenFingerprint(film) });
    }
  }
  const references = films.filter(({ film }) => film.role === 'reference');
  const queries = films.filter(({ film }) => film.role === 'query' && (only.length === 0 || only.includes(film.name)));
  return Object.fromEntries(queries.map((query) => [query.film.name, measure(query, references)]));
}

function read(half: keyof typeof EXPECTED): Expected | undefined {
  const path = placeOfNumbers(half);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function placeOfNumbers(half: keyof typeof EXPECTED): string {
  return fileURLToPath(new URL(EXPECTED[half], import.meta.url));
}

async function main(): Promise<void> {
  useFallbackDecoder();
  const { values, positionals } = parseArgs({ options: { write: { type: 'boolean' } }, allowPositionals: true });
  const halves: (keyof typeof EXPECTED)[] = HAS_SHARED ? ['own', 'shared'] : ['own'];
  if (!HAS_SHARED) console.log('The optional data folder is absent: its films are left out.');
  for (const half of halves) {
    if (values.write) {
      writeFileSync(placeOfNumbers(half), `${JSON.stringify({ node: NODE, queries: await measured(half, []) }, undefined, 1)}\n`);
      continue;
    }
    const changes = await frozenChanges(half, positionals);
    for (const { place, was, is } of changes) console.log(`${place}: was ${JSON.stringify(was)}, is ${JSON.stringify(is)}`);
    console.log(changes.length === 0 ? `${EXPECTED[half]}: nothing changed` : `${EXPECTED[half]}: ${changes.length} values changed`);
    if (changes.length > 0) process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
