import { type HashTrack, mirrorHash } from '@streetdate/core/portable';

/** The track of the picture mirrored left to right, computed on the hashes alone. */
export function mirrorTrack(track: HashTrack): HashTrack {
  const hashes = new Uint32Array(track.hashes.length);
  const words = track.bits / 32;
  for (let at = 0; at < hashes.length; at += words) mirrorHash(track.algorithm, track.hashes, at, hashes, at);
  return { ...track, hashes };
}
