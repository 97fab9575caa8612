import { decodeFrames, type Fingerprint, fingerprintFrames, type MediaProbe, probe } from '@streetdate/core';
import type { ReferenceIndex } from '@streetdate/index';
import type { Match, Segment } from '@streetdate/matcher';
import { refineSegment } from '@streetdate/matcher/internal';

/** Seconds of film decoded on each side of an end. */
const REACH = 1;
/** Most ends refined in one file. A film with more segments keeps its sampled ends. */
const MOST_ENDS = 40;
/** Frames decoded in a second: every frame, up to this many. */
const FRAMES_PER_SECOND = 60;

/**
 * Refines the ends of each segment by decoding every frame around them. Ends at the start or end of the film stay. If decoding fails, the
 * segment keeps its sampled ends.
 */
export async function refineEnds(
  path: string,
  query: Fingerprint,
  index: ReferenceIndex,
  matches: readonly Match[],
): Promise<readonly Match[]> {
  if (query.kind !== 'film') return matches;
  let looks = 0;
  let media: MediaProbe | undefined;
  const lookAround = async (time: number): Promise<Fingerprint | undefined> => {
    if (time <= REACH / 2 || time >= query.duration - REACH / 2 || looks >= MOST_ENDS) return undefined;
    looks++;
    try {
      // One probe serves all ends of a film.
      media ??= await probe(path);
      const around = { start: Math.max(0, time - REACH), end: time + REACH, framesPerSecond: FRAMES_PER_SECOND, media };
      return await fingerprintFrames(decodeFrames(path, around), {
        framesPerSecond: FRAMES_PER_SECOND,
        secondOpinion: false,
        views: false,
      });
    } catch {
      return undefined;
    }
  };
  const sharpened: Match[] = [];
  for (const match of matches) {
    const reference = index.get(match.referenceId);
    const segments: Segment[] = [];
    for (const segment of match.segments) {
      const sharp =
        reference &&
        segment.foundBy !== 'sound' &&
        refineSegment(segment, reference, await lookAround(segment.queryStart), await lookAround(segment.queryEnd));
      segments.push(sharp || segment);
    }
    sharpened.push({ ...match, segments });
  }
  return sharpened;
}
