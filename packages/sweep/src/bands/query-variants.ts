import { AUDIO_ALGORITHM, type Dihedral, dihedralHash, hasSymmetry, speedOfView } from '@streetdate/core/internal';
import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { BandRows } from './band-rows.ts';
import { listPictureBands } from './picture-bands.ts';
import { listSoundBands } from './sound-bands.ts';

/** Media of band keys. Hits are counted within one medium, because their statistics differ. */
export const PICTURES = 0;
/** @see PICTURES */
export const SOUND = 1;
/** A single picture, in which every key is a sign. @see PICTURES */
export const STILL = 2;

/** A query under one hypothesis of how it was changed. */
export interface QueryVariant {
  /** {@link PICTURES}, {@link SOUND} or {@link STILL}. */
  readonly medium: number;
  /** The track with the change undone; sound tracks are unchanged. */
  readonly track: HashTrack;
  /** Lists its band keys. */
  readonly list: () => BandRows;
}

/** The unchanged picture, and mirrored. */
const UPRIGHT: readonly Dihedral[] = ['identity', 'mirror'];
/** Rotated, and mirrored and rotated. */
const TURNED: readonly Dihedral[] = ['turn-left', 'anti-transpose', 'turn-half', 'flip', 'turn-right', 'transpose'];

/**
 * Lists the variants of a query that the online search uses: its active picture in eight orientations, every further view (an inset, a
 * tilt) plain and mirrored, and its sound under each re-timing.
 */
export function* variantsOf(query: Fingerprint, algorithm: string, view: string, keyBits: number): Generator<QueryVariant> {
  const isStill = query.kind === 'still';
  for (const track of query.tracks) {
    if (track.algorithm === algorithm) {
      for (const transform of track.view === view ? [...UPRIGHT, ...TURNED] : UPRIGHT) {
        const laid = layDown(track, transform);
        if (laid === undefined) continue;
        yield {
          medium: isStill ? STILL : PICTURES,
          track: laid,
          list: () => listed((rows) => listPictureBands(laid, keyBits, rows)),
        };
      }
    }
    const speed = track.algorithm === AUDIO_ALGORITHM ? speedOfView(track.view) : undefined;
    if (speed !== undefined) yield { medium: SOUND, track, list: () => listed((rows) => listSoundBands(track, speed, rows)) };
  }
}

function listed(list: (rows: BandRows) => void): BandRows {
  const rows = new BandRows();
  list(rows);
  return rows;
}

function layDown(track: HashTrack, transform: Dihedral): HashTrack | undefined {
  if (transform === 'identity') return track;
  if (!hasSymmetry(track.algorithm)) return undefined;
  const hashes = new Uint32Array(track.hashes.length);
  for (let at = 0; at < hashes.length; at += track.bits / 32) dihedralHash(track.algorithm, transform, track.hashes, at, hashes, at);
  return { ...track, hashes };
}
