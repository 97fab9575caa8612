import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintFile, fingerprintFiles } from '@streetdate/core';
import {
  BandIndex,
  findMatches,
  judge,
  type Match,
  type ReleaseWindow,
  type Sighting,
  type Title,
  type Verdict,
} from '@streetdate/matcher';

/** What is known of the film that the folder is checked against. */
export interface Film {
  /** The master or disc that was decoded to a file. */
  readonly path: string;
  readonly title: Title;
  readonly windows: readonly ReleaseWindow[];
}

/** What one file of the folder turned out to be. */
export type Checked =
  | { readonly path: string; readonly match: Match | undefined; readonly verdict: Verdict }
  | { readonly path: string; readonly error: Error };

/**
 * Checks every file of a folder, a few at a time, and yields each as it is done. A file that cannot be read never stops the others.
 * @param sighting - When and how the files were seen; their paths are added.
 */
export async function* checkFolder(film: Film, folder: string, sighting: Sighting): AsyncGenerator<Checked> {
  const { path, title, windows } = film;
  // References are sampled densely, so that any query frame is near one of them in time.
  const index = new BandIndex();
  index.add(title.id, await fingerprintFile(path, { role: 'reference' }));

  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  for await (const result of fingerprintFiles(files)) {
    if (result.error !== undefined) {
      yield result;
      continue;
    }
    const [match] = findMatches(result.fingerprint, index);
    const verdict = judge(match, windows, { ...sighting, location: result.path }, { title });
    yield { path: result.path, match, verdict };
  }
}
