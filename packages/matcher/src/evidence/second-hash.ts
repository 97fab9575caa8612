import { AUDIO_ALGORITHM } from '@streetdate/core/internal';
import { type Fingerprint, hammingDistance } from '@streetdate/core/portable';
import { FrameClock, NO_FRAME } from '../align/frame-clock.ts';
import { uprightTrack } from '../align/orientation.ts';
import type { SecondOpinion, Segment } from '../match.ts';

/** Share of differing bits below which the second hash finds two pictures equal, and above which it finds them different. */
const AGREES_BELOW = 0.3;
const DISAGREES_ABOVE = 0.4;
/** Fewest frames for a vote. */
const FEWEST_FRAMES = 2;

/**
 * Compares an independent hash on segments that the default hash found: the reference's sparse second track with the query frames of the
 * segments.
 * @returns Undefined if the two fingerprints share no second track.
 */
export function compareSecondHash(
  query: Fingerprint,
  reference: Fingerprint,
  algorithm: string,
  segments: readonly Segment[],
): SecondOpinion | undefined {
  const shared = reference.tracks.find(
    (track) =>
      track.algorithm !== algorithm &&
      track.algorithm !== AUDIO_ALGORITHM &&
      query.tracks.some((other) => other.algorithm === track.algorithm && other.view === track.view),
  );
  const plain = query.tracks.find((track) => track.algorithm === shared?.algorithm && track.view === shared.view);
  if (shared === undefined || plain === undefined) return undefined;
  const words = shared.bits / 32;
  let compared = 0;
  let differing = 0;
  // Only the active areas have a second hash.
  for (const segment of segments.filter(({ queryView, referenceView }) => queryView === plain.view && referenceView === shared.view)) {
    const track = uprightTrack(plain, segment);
    if (track === undefined) continue;
    const clock = new FrameClock(track);
    for (let frame = 0; frame < shared.timesMs.length; frame++) {
      // A still frame covers its whole span; its middle is the safest moment to compare.
      const shown = (shared.timesMs[frame]! + Math.min(250, shared.spansMs[frame]!) / 2) / 1000;
      if (shown < segment.referenceStart || shown >= segment.referenceEnd) continue;
      const queryTime = segment.queryStart + (shown - segment.referenceStart) / segment.speed;
      const queryFrame = clock.frameAt(queryTime);
      if (queryFrame === NO_FRAME) continue;
      compared++;
      differing += hammingDistance(shared.hashes, frame * words, track.hashes, queryFrame * words, words);
    }
  }
  const meanDistance = compared === 0 ? 0 : differing / compared / shared.bits;
  const vote =
    compared < FEWEST_FRAMES
      ? 'silent'
      : meanDistance <= AGREES_BELOW
        ? 'agrees'
        : meanDistance >= DISAGREES_ABOVE
          ? 'disagrees'
          : 'silent';
  return { algorithm: shared.algorithm, framesCompared: compared, meanDistance, vote };
}
