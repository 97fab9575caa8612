import type { StoredKeypoints } from '@streetdate/index';
import { secondsOfReferences } from '@streetdate/index/internal';
import type { SearchContext } from '../proposer.ts';
import { CODES, type CodeTable, FARTHEST, MOST_CODES } from './code-index.ts';
import { QUERY_LOOKS, referencePicture } from './described-pictures.ts';
import { NearestKeypoints } from './nearest-keypoints.ts';
import { type Keypoints, keypointsUnder } from './register-pictures.ts';

/** Keypoints of a reference in a second, about. */
export const CODES_A_SECOND = 80;
/** Fewest keypoints in files that are looked up there, about seven hours: those of fewer are put in order in memory, by more keys, which finds
 * one more of 48 copies (benchmarks/results/2026-12-02-keypoints.md). */
const LEAST_STORED = 2e6;

/** A picture of a reference that a look-up found. */
export interface FoundPicture {
  readonly referenceId: string;
  /** Its time in the reference, seconds. */
  readonly time: number;
  readonly keypoints: () => Keypoints;
}

/** Finds keypoints of references by codes of a query. */
export interface CodeLookup {
  /** Keypoints that are looked up. */
  readonly count: number;
  /** Their pictures. */
  readonly pictures: number;
  /** The nearest keypoints of each code. @param codes - Two words each. @param most - Most of each. */
  nearest(codes: Uint32Array, most: number): NearestKeypoints;
  /** A picture by its number; undefined if its reference was removed. */
  picture(number: number): FoundPicture | undefined;
}

/**
 * The look-up of a search: in the files of a large library, and for what is not in them a table in memory. A table that would be too large has
 * the likely and the prioritised references.
 * @param leastStored - Keypoints in files from which on they are looked up there. @defaultValue two million
 */
export function lookupFor(search: SearchContext, leastStored = LEAST_STORED): CodeLookup {
  const { index } = search;
  const stored = index.storedKeypoints?.();
  const inFiles = stored?.parts.reduce((sum, { part }) => sum + part.keypoints, 0) ?? 0;
  if (stored === undefined || inFiles === 0 || inFiles < leastStored) return new TableLookup(tableOf(search, [...index.ids()]));
  const parts = stored.parts.map((each) => new PartLookup(each));
  return new JoinedLookup(stored.others.length === 0 ? parts : [...parts, new TableLookup(tableOf(search, stored.others))]);
}

/** The table of some references, or of those that are likely or prioritised, as many as it holds. */
function tableOf(search: SearchContext, ids: readonly string[]): CodeTable {
  const { index, priority } = search;
  const tables = index.derived.of(CODES);
  const asMany = (some: Iterable<string>): string[] => {
    const held: string[] = [];
    let codes = 0;
    for (const id of some) {
      codes += secondsOfReferences(index, [id]) * CODES_A_SECOND;
      if (codes > MOST_CODES) break;
      held.push(id);
    }
    return held;
  };
  if (index.duration * CODES_A_SECOND <= MOST_CODES) return tables.of(ids);
  const all = asMany(ids);
  if (all.length === ids.length) return tables.of(ids);
  const among = new Set(ids);
  return tables.of(asMany([...new Set([...search.candidateReferences(), ...priority.ids])].filter((id) => among.has(id))));
}

/** Looks codes up in a table in memory. */
class TableLookup implements CodeLookup {
  readonly #table: CodeTable;

  constructor(table: CodeTable) {
    this.#table = table;
  }

  get count(): number {
    return this.#table.count;
  }

  get pictures(): number {
    return this.#table.pictures.length;
  }

  nearest(codes: Uint32Array, most: number): NearestKeypoints {
    const { pictures } = this.#table;
    const found = new NearestKeypoints(codes.length / 2, most);
    for (let code = 0; code < codes.length / 2; code++) {
      this.#table.near(codes, 2 * code, most, (picture, keypoint, distance) => {
        const { places } = pictures[picture]!.features;
        found.add(code, picture, places[4 * keypoint + 2]!, places[4 * keypoint + 3]!, distance);
      });
    }
    return found;
  }

  picture(number: number): FoundPicture {
    const { referenceId, features, picture } = this.#table.pictures[number]!;
    return { referenceId, time: features.timesMs[picture]! / 1000, keypoints: () => referencePicture(features, picture) };
  }
}

/** Looks codes up in the part of a file. */
class PartLookup implements CodeLookup {
  readonly #part: StoredKeypoints['parts'][number]['part'];
  readonly #idOf: (place: number) => string | undefined;

  constructor({ part, idOf }: StoredKeypoints['parts'][number]) {
    this.#part = part;
    this.#idOf = idOf;
  }

  get count(): number {
    return this.#part.keypoints;
  }

  get pictures(): number {
    return this.#part.pictures;
  }

  nearest(codes: Uint32Array, most: number): NearestKeypoints {
    const found = new NearestKeypoints(codes.length / 2, most);
    this.#part.near(codes, FARTHEST, (code, picture, scale, direction, distance) => found.add(code, picture, scale, direction, distance));
    return found;
  }

  picture(number: number): FoundPicture | undefined {
    const { place, timeMs, read } = this.#part.picture(number);
    const referenceId = this.#idOf(place);
    if (referenceId === undefined) return undefined;
    return { referenceId, time: timeMs / 1000, keypoints: () => keypointsUnder(read(), 1, 0, QUERY_LOOKS[0]!) };
  }
}

/** Several look-ups as one. */
class JoinedLookup implements CodeLookup {
  readonly count: number;
  readonly pictures: number;
  readonly #lookups: readonly { readonly lookup: CodeLookup; readonly first: number }[];

  constructor(lookups: readonly CodeLookup[]) {
    let first = 0;
    this.#lookups = lookups.map((lookup) => {
      const each = { lookup, first };
      first += lookup.pictures;
      return each;
    });
    this.pictures = first;
    this.count = lookups.reduce((sum, { count }) => sum + count, 0);
  }

  nearest(codes: Uint32Array, most: number): NearestKeypoints {
    const all = new NearestKeypoints(codes.length / 2, most);
    for (const { lookup, first } of this.#lookups) {
      const { counts, pictures, scales, directions, distances } = lookup.nearest(codes, most);
      for (let code = 0; code < counts.length; code++) {
        for (let at = most * code; at < most * code + counts[code]!; at++) {
          all.add(code, first + pictures[at]!, scales[at]!, directions[at]!, distances[at]!);
        }
      }
    }
    return all;
  }

  picture(number: number): FoundPicture | undefined {
    const { lookup, first } = this.#lookups.findLast((each) => each.first <= number)!;
    return lookup.picture(number - first);
  }
}
