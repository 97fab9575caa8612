import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFingerprint, type Fingerprint } from '@streetdate/core';
import type { Library } from '@streetdate/engine';
import { SegmentFilesIndex } from '@streetdate/index/store';
import { type PassResult, searchInGroups } from '@streetdate/matcher/internal';
import { type LibraryPlan, readPlan } from '../../../packages/service/src/search/plan.ts';
import type { ServiceDatabase } from '../../../packages/service/src/store/database.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const SECONDS = 60;
const intro = syntheticFilm(900, 12);
const withIntro =
  (film: Film): Film =>
  (time) =>
    time < 10 ? intro(time) : film(time - 10);
const film = (seed: number) => syntheticFilm(seed, 80);
/** A minute of a film as a reference. */
export const enrolled = (shown: Film) => sampleFilm(shown, { seconds: SECONDS, framesPerSecond: 8 });
const copy = (shown: Film, seconds = 30) => sampleFilm(noisy(shown, 12, 5), { seconds, framesPerSecond: 4, role: 'query', phase: 0.03 });

/** Seven references of a minute: two share an intro, one was enrolled twice. */
export const REFERENCES: ReadonlyMap<string, Fingerprint> = new Map([
  ['intro-1', enrolled(withIntro(film(1)))],
  ['intro-2', enrolled(withIntro(film(2)))],
  ...[3, 4, 5, 6].map((seed) => [`film-${seed}`, enrolled(film(seed))] as const),
  ['film-3-again', enrolled(noisy(film(3), 6, 77))],
]);

/** Queries by what they show. */
export const QUERIES: ReadonlyMap<string, Fingerprint> = new Map([
  ['a copy behind the intro', copy(withIntro(film(1)))],
  ['the intro before an unknown film', copy(withIntro(film(77)))],
  ['a film that was enrolled twice', copy(film(3))],
  ['two films', copy((time) => (time < 15 ? film(4)(time + 5) : film(6)(time)))],
  ['an unknown film', copy(film(78))],
]);

/** Two or three references of {@link REFERENCES} fill a group. */
export const GROUP_HOURS = (2.5 * SECONDS) / 3600;

/** Enrolls references, each under a title of its own. */
export async function enrollReferences(
  library: Library,
  folder: string,
  references: Iterable<readonly [string, Fingerprint]>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, fingerprint] of references) {
    const path = join(folder, `${name}.sdfp`);
    await writeFile(path, encodeFingerprint(fingerprint));
    await library.enroll(path, { title: name, id: name });
  }
}

/** A film of the library that was not there before, and a copy of it. */
export const LATE = { name: 'late', fingerprint: enrolled(film(9)), copy: copy(film(9)) } as const;

/** What one process finds that holds all groups. */
export async function searchAlone(
  database: ServiceDatabase,
  library: Library,
  organisationId: string,
  query: Fingerprint,
): Promise<PassResult> {
  const plan: LibraryPlan = (await readPlan(database, organisationId))!;
  const indexes: SegmentFilesIndex[] = [];
  try {
    for (const { segments } of plan.groups) {
      const index = new SegmentFilesIndex();
      indexes.push(index);
      const files = segments.map(({ id, sha256, bytes, removed }) => ({
        key: id,
        path: join(library.home, 'segments', `${sha256}.sdsg`),
        bytes,
        removed,
      }));
      await index.show(files);
    }
    return searchInGroups(query, indexes);
  } finally {
    for (const index of indexes) await index.close();
  }
}
