import { type HashTrack, hammingDistance } from '@streetdate/core/portable';

/** Share of the bits under which two frames are the same picture for these signs: strangers in a whole film come no nearer than 0.3. */
export const SAME_PICTURE = 0.25;

/**
 * Whether a track has the picture of a frame of another at any time at all. Looks at every frame: a search may miss what is there, this does not.
 * @param share - Share of the bits by which they may differ.
 */
export function hasPicture({ hashes }: HashTrack, sought: HashTrack, frame: number, share = SAME_PICTURE): boolean {
  const words = sought.bits / 32;
  const most = share * sought.bits;
  for (let at = 0; at < hashes.length; at += words) {
    if (hammingDistance(sought.hashes, frame * words, hashes, at, words) <= most) return true;
  }
  return false;
}
