import type { Fingerprint } from '@streetdate/core';
import { drawPiece } from '../attacks/attack.ts';
import type { Cache } from '../cache.ts';
import { CopyDraft, canvasOf, even } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import { makeRecipe } from '../make-recipe.ts';
import { Random } from '../seeded-random.ts';
import type { FingerprintCache } from './fingerprints.ts';
import type { NullFilm } from './null-pairs.ts';

/** Share of a film's width and height that a version shows: least and most. */
const SHOWN = { least: 0.45, most: 0.75 } as const;

/** Options of {@link makeNullFilms}. */
export interface NullFilmOptions {
  /** Versions of each film that are enrolled beside it. */
  readonly versions: number;
  /** Seed of what the versions show. */
  readonly seed: string;
  /** Called with one line after each film. */
  readonly tell: (line: string) => void;
}

/**
 * Fingerprints films for unrelated pairs, without the logos and credits of the library: matches of those would not be false. Each film is
 * also enrolled in versions: a part of its picture, played backwards. They give more references of real footage. A version is no copy
 * of another film, and it is never searched with windows of its own.
 * @throws Error with the last lines of ffmpeg when it cannot make a version.
 */
export async function makeNullFilms(
  films: readonly Film[],
  fingerprints: FingerprintCache,
  cache: Cache,
  { versions, seed, tell }: NullFilmOptions,
): Promise<NullFilm[]> {
  const made: NullFilm[] = [];
  for (const [at, film] of films.entries()) {
    const query = await fingerprints.get(film.path, 'query');
    if (query !== undefined) {
      const random = new Random(`${seed}/versions/${film.id}`);
      const references: (Fingerprint | undefined)[] = [await fingerprints.get(film.path, 'reference')];
      for (let version = 0; version < versions; version++) {
        references.push(await fingerprints.get(await makeVersion(film, random, cache), 'reference'));
      }
      made.push({ id: film.id, query, references: references.filter((each) => each !== undefined) });
    }
    if (versions > 0) tell(`versions of ${at + 1} of ${films.length} films`);
  }
  return made;
}

/** Makes a version of a film in the cache. */
async function makeVersion(film: Film, random: Random, cache: Cache): Promise<string> {
  const draft = CopyDraft.fromPieces([drawPiece(random, film, film.duration)], canvasOf(film));
  const share = random.between(SHOWN.least, SHOWN.most);
  const [width, height] = [even(share * draft.width), even(share * draft.height)];
  const [left, top] = [random.integer(0, draft.width - width), random.integer(0, draft.height - height)];
  draft.filterTo(width, height, `crop=${width}:${height}:${left}:${top},reverse`).filterSound('areverse');
  return (await makeRecipe(draft, 'versions', cache)).path;
}
