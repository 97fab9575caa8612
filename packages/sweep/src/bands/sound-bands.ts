import type { HashTrack } from '@streetdate/core/portable';
import { type BandRows, TICK_MS } from './band-rows.ts';
import { FIRST_SOUND_CODE } from './picture-bands.ts';

/** Keys of an audio code: each is three of its four bytes, as in the matcher's audio look-up. */
const KEYS = 4;

/**
 * Lists the band keys of an audio track. Key `k` of a code is the code without byte `k`, 24 bits; its code is `2 ** 30 + k * 2 ** 24 +
 * key`. Constant sound is left out.
 * @param speed - Seconds of film in one second of the track. Ticks count film time.
 */
export function listSoundBands({ hashes, timesMs }: HashTrack, speed: number, rows: BandRows): void {
  for (let at = 0; at < hashes.length; at++) {
    const code = hashes[at]!;
    if (at > 0 && code === hashes[at - 1]) continue;
    const tick = Math.floor((speed * timesMs[at]!) / TICK_MS);
    for (let key = 0; key < KEYS; key++) {
      const low = code & (2 ** (8 * key) - 1);
      const high = key === KEYS - 1 ? 0 : (code >>> (8 * key + 8)) << (8 * key);
      // Equal codes share all four keys and are one sign, as two codes in different ticks are two.
      rows.push(FIRST_SOUND_CODE + key * 2 ** 24 + (low | high), tick, at);
    }
  }
}
