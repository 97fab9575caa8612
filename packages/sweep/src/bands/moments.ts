import { type HashTrack, hammingDistance } from '@streetdate/core/portable';

/**
 * Share of differing bits from which a picture begins a new moment. Unrelated pictures differ in half of the bits, consecutive kept frames
 * in a sixteenth.
 */
const NEW_SHARE = 1 / 8;

/**
 * Numbers the moments of a reference. A picture that stays, or moves little, is one moment however many frames it has, because a copy's
 * noise makes every frame a new one.
 * @returns The moment of each frame, from 0 on.
 */
export function momentsOf({ hashes, bits, timesMs }: HashTrack): Int32Array {
  const words = bits / 32;
  const moments = new Int32Array(timesMs.length);
  let newest = 0;
  for (let frame = 1; frame < moments.length; frame++) {
    const isNew = hammingDistance(hashes, newest * words, hashes, frame * words, words) > NEW_SHARE * bits;
    moments[frame] = moments[frame - 1]! + (isNew ? 1 : 0);
    if (isNew) newest = frame;
  }
  return moments;
}
