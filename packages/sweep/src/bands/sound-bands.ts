import type { HashTrack } from '@streetdate/core/portable';
import { type BandRows, TICK_MS } from './band-rows.ts';
import { FIRST_SOUND_CODE } from './picture-bands.ts';

/** Keys of a sound code: each is three of its four bytes, as the matcher's own look-up of sounds has them. */
const KEYS = 4;

/**
 * Lists the band keys of a track of sound codes. Key `k` of a code is what is left of it without byte `k`, 24 bits; its code is
 * `2 ** 30 + k * 2 ** 24 + key`. A sound that stands still is left out.
 * @param speed - Seconds of film that pass in one second of the track: ticks count the film's time.
 */
export function listSoundBands({ hashes, timesMs }: HashTrack, speed: number, rows: BandRows): void {
  for (let at = 0; at < hashes.length; at++) {
    const code = hashes[at]!;
    if (at > 0 && code === hashes[at - 1]) continue;
    const tick = Math.floor((speed * timesMs[at]!) / TICK_MS);
    for (let key = 0; key < KEYS; key++) {
      const low = code & (2 ** (8 * key) - 1);
      const high = key === KEYS - 1 ? 0 : (code >>> (8 * key + 8)) << (8 * key);
      // Codes that are equal share all four keys: they are one sign, as two of different ticks are two.
      rows.push(FIRST_SOUND_CODE + key * 2 ** 24 + (low | high), tick, at);
    }
  }
}
