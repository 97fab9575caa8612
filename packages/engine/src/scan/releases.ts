import { stat } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { type Release, type ReleaseMedia, readReleases } from '@streetdate/release';
import { readReleaseFile } from '../files/archived-film.ts';
import type { Found } from '../files/walk.ts';

/** A release and its files to scan. */
export interface FoundRelease {
  readonly release: Release;
  /** Its main films, or its samples if it has no others. */
  readonly found: readonly Found[];
}

/** Options for {@link findReleases}. */
export interface FindReleasesOptions {
  /** Real paths of folders to skip. */
  readonly leaveOut: readonly string[];
  /** Whether to check files against the SFV beside them. */
  readonly checkSums: boolean;
  /** Stops the search for releases. */
  readonly signal?: AbortSignal | undefined;
}

/** Finds the releases in the folders among the paths. Other paths and unreadable folders are left to {@link walk}. */
export async function* findReleases(paths: readonly string[], options: FindReleasesOptions): AsyncGenerator<FoundRelease> {
  const seen = new Set<string>();
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (facts) => facts.isDirectory(),
      () => false,
    );
    if (!isFolder) continue;
    try {
      for await (const release of readReleases(path, options)) {
        if (seen.has(release.path)) continue;
        seen.add(release.path);
        yield { release, found: await filesOf(release) };
      }
    } catch (error) {
      if (!(error instanceof StreetdateError)) throw error;
    }
  }
}

async function filesOf({ media }: Release): Promise<Found[]> {
  const mains = media.filter(({ role }) => role === 'main');
  const chosen: readonly ReleaseMedia[] = mains.length > 0 ? mains : media;
  return Promise.all(
    chosen.map(async (each): Promise<Found> => {
      try {
        return { file: await readReleaseFile(each), expected: true };
      } catch (error) {
        if (!(error instanceof StreetdateError)) throw error;
        return { path: each.path, error };
      }
    }),
  );
}
