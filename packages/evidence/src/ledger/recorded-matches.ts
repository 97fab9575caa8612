import { checkList, checkObject } from '@streetdate/core/internal';
import type { Match } from '@streetdate/matcher';
import { digestOf } from '../digest.ts';
import type { ScanEvent } from './entry.ts';

/**
 * Matches as a ledger has them: every number, and of the distances of single frames the digest.
 * @param digests - SHA-256 of the references' fingerprints, by their ids, as far as they are known.
 */
export function recordedMatches(matches: readonly Match[], digests: ReadonlyMap<string, string>): ScanEvent['matches'] {
  checkList('matches', matches, checkObject);
  return matches.map((match) => {
    const fingerprintSha256 = digests.get(match.referenceId);
    const segments = match.segments.map(({ distances, frameTimes, ...segment }) => ({
      ...segment,
      framesSha256: digestOf({ distances, frameTimes }),
    }));
    const recorded = { ...match, segments, ...(fingerprintSha256 !== undefined && { fingerprintSha256 }) };
    return JSON.parse(JSON.stringify(recorded)) as ScanEvent['matches'][number];
  });
}
