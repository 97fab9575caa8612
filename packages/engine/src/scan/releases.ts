import { stat } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { type Release, readReleases } from '@streetdate/release';

/** Options for {@link findReleases}. */
export interface FindReleasesOptions {
  /** Real paths of folders to skip. */
  readonly leaveOut: readonly string[];
  /** Whether to check files against the SFV beside them. */
  readonly checkSums: boolean;
  /** Stops the search for releases. */
  readonly signal?: AbortSignal | undefined;
}

/** Finds the releases in the folders among the paths. Other paths and unreadable folders are left to `walk`. */
export async function* findReleases(paths: readonly string[], options: FindReleasesOptions): AsyncGenerator<Release> {
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
        yield release;
      }
    } catch (error) {
      if (!(error instanceof StreetdateError)) throw error;
    }
  }
}
