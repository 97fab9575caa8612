import {
  type Dihedral,
  dihedralHash,
  type Fingerprint,
  type HashTrack,
  hasSymmetry,
  SOUND_ALGORITHM,
  speedOfView,
} from '@streetdate/core/portable';
import { BandRows } from './band-rows.ts';
import { listPictureBands } from './picture-bands.ts';
import { listSoundBands } from './sound-bands.ts';

/** What bands are of: hits count among their own kind, since chance does not treat them alike. */
export const PICTURES = 0;
/** @see PICTURES */
export const SOUND = 1;

/** A query under one hypothesis of how it was changed. */
export interface Look {
  /** {@link PICTURES} or {@link SOUND}. */
  readonly medium: number;
  /** Its band keys. */
  readonly rows: BandRows;
}

/** The picture as it was, and mirrored. */
const UPRIGHT: readonly Dihedral[] = ['identity', 'mirror'];
/** Turned, and mirrored and turned. */
const TURNED: readonly Dihedral[] = ['turn-left', 'anti-transpose', 'turn-half', 'flip', 'turn-right', 'transpose'];

/**
 * Lists the looks of a query, as the online search has them: its active picture in eight orientations, every further view of it (an inset,
 * a tilt) plain and mirrored, and its sound under each re-timing.
 */
export function* looksOf(query: Fingerprint, algorithm: string, view: string, keyBits: number): Generator<Look> {
  for (const track of query.tracks) {
    if (track.algorithm === algorithm) {
      const looks = track.view === view ? [...UPRIGHT, ...TURNED] : UPRIGHT;
      for (const transform of looks) {
        const laid = layDown(track, transform);
        if (laid === undefined) continue;
        const rows = new BandRows();
        listPictureBands(laid, keyBits, rows);
        yield { medium: PICTURES, rows };
      }
    }
    const speed = track.algorithm === SOUND_ALGORITHM ? speedOfView(track.view) : undefined;
    if (speed === undefined) continue;
    const rows = new BandRows();
    listSoundBands(track, speed, rows);
    yield { medium: SOUND, rows };
  }
}

function layDown(track: HashTrack, transform: Dihedral): HashTrack | undefined {
  if (transform === 'identity') return track;
  if (!hasSymmetry(track.algorithm)) return undefined;
  const hashes = new Uint32Array(track.hashes.length);
  for (let at = 0; at < hashes.length; at += track.bits / 32) dihedralHash(track.algorithm, transform, track.hashes, at, hashes, at);
  return { ...track, hashes };
}
