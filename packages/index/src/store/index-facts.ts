import { join } from 'node:path';
import { checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { readManifest } from './manifest.ts';
import { readSegmentHead } from './segment-file.ts';

/** What the index in a folder holds. */
export interface IndexFacts {
  /** How many segment files its manifest names. */
  readonly segments: number;
  /** Bytes in those files. */
  readonly bytes: number;
  /** Frames of its references, in the segments that can be read. */
  readonly frames: number;
  /** Ids of its references, in the segments that can be read. */
  readonly ids: ReadonlySet<string>;
  /** Why segments cannot be read, one error a segment. */
  readonly faults: readonly StreetdateError[];
}

/**
 * Reads what the index in a folder holds, from its manifest and the first part of each segment file: some kilobytes a segment, whatever its
 * size. It finds segments that are gone, cut or of a newer version; only {@link StoredIndexReader} also verifies checksums.
 * @returns undefined where there is no index.
 * @throws StreetdateError `file-unreadable`; `bad-library` when the manifest is damaged or of a newer version.
 */
export async function readIndexFacts(folder: string): Promise<IndexFacts | undefined> {
  checkPath('folder', folder);
  const manifest = (await readManifest(folder))?.manifest;
  if (manifest === undefined) return undefined;
  const faults: StreetdateError[] = [];
  const framesOf = new Map<string, number>();
  for (const { file, bytes, removed } of manifest.segments) {
    try {
      const gone = new Set(removed);
      const references = await readSegmentHead(join(folder, file), bytes);
      // For a reference in two segments the later one counts.
      for (const [place, { id, frames }] of references.entries()) if (!gone.has(place)) framesOf.set(id, frames);
    } catch (error) {
      if (!(error instanceof StreetdateError)) throw error;
      faults.push(error);
    }
  }
  return {
    segments: manifest.segments.length,
    bytes: manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0),
    frames: [...framesOf.values()].reduce((sum, frames) => sum + frames, 0),
    ids: new Set(framesOf.keys()),
    faults,
  };
}
