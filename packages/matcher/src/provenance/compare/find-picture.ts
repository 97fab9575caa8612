import { type HashTrack, hammingDistance } from '@streetdate/core/portable';

/**
 * Share of the bits up to which two frames are the same picture for the signs. In a whole film, unrelated frames come
 * no nearer than 0.3.
 */
export const SAME_PICTURE = 0.25;

/**
 * Whether a track has a given frame of another track at any time. It compares every frame, since the search may miss
 * one.
 * @param share - Share of the bits up to which they are the same.
 */
export function hasPicture({ hashes }: HashTrack, searched: HashTrack, frame: number, share = SAME_PICTURE): boolean {
  const words = searched.bits / 32;
  const most = share * searched.bits;
  for (let at = 0; at < hashes.length; at += words) {
    if (hammingDistance(searched.hashes, frame * words, hashes, at, words) <= most) return true;
  }
  return false;
}
