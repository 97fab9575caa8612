import { bandWordsOf } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { type BandRows, TICK_MS } from './band-rows.ts';

/** Bits from the beginning of one band to that of the next. */
const STRIDE = 16;
/** Picture codes are less than this, sound codes are not. */
export const FIRST_SOUND_CODE = 2 ** 30;
/** A picture that is held is at most so many ticks on the screen, as far as bands tell: the same look-ahead as a line's votes have. */
const MOST_HELD = 20;
/**
 * Reference frames that a query frame hits by chance: each bit of the keys less is twice as much to join, each more is a sixth of the true hits at 45 bits of 256, a quarter at 60.
 */
const CHANCE_HITS = 16;

/** How many bands a hash of so many bits has: one begins at each sixteenth bit. */
export function bandCount(bits: number): number {
  return bits / STRIDE;
}

/**
 * Bits of a band key for a library of so many frames. A query frame then hits about as many frames by chance in a large library as
 * in a small one; bands that are wider than their stride overlap.
 * @returns 16 to 26 for hashes of 256 bits.
 */
export function chooseKeyBits(frames: number, bits: number): number {
  const bands = bandCount(bits);
  const wished = Math.round(Math.log2(Math.max(1, (frames * bands) / CHANCE_HITS)));
  return Math.min(mostKeyBits(bits), Math.max(STRIDE, wished));
}

/** The widest band key: all codes of pictures are less than {@link FIRST_SOUND_CODE}. */
export function mostKeyBits(bits: number): number {
  return Math.floor(Math.log2(FIRST_SOUND_CODE / bandCount(bits)));
}

/**
 * Lists the band keys of a track. The hash is first laid out anew, each word with one bit of every byte, as the bands of an index are. Band `b` is then its bits
 * from `16 b` on, `keyBits` of them, the first bit following the last; its code is `b * 2 ** keyBits + key`. A key that stays from frame to frame, or in a
 * picture that is held, is one row for each tick.
 * @param marks - The mark of each frame. @defaultValue the row's code
 */
export function listPictureBands(track: HashTrack, keyBits: number, rows: BandRows, marks?: Int32Array): void {
  const { bits, timesMs, spansMs } = track;
  const words = bits / 32;
  const mask = 2 ** keyBits - 1;
  const hashes = spread(track);
  for (let band = 0; band < bandCount(bits); band++) {
    const first = band >> 1;
    const next = (first + 1) % words;
    const isUpper = (band & 1) === 1;
    let lastCode = -1;
    let lastTick = -1;
    for (let frame = 0; frame < timesMs.length; frame++) {
      const word = hashes[frame * words + first]!;
      const key = (isUpper ? (word >>> STRIDE) | (hashes[frame * words + next]! << STRIDE) : word) & mask;
      const code = band * (mask + 1) + key;
      const start = Math.floor(timesMs[frame]! / TICK_MS);
      const end = Math.min(start + MOST_HELD, Math.floor((timesMs[frame]! + Math.max(0, spansMs[frame]! - 1)) / TICK_MS));
      const mark = marks?.[frame] ?? code;
      for (let tick = code === lastCode ? Math.max(start, lastTick + 1) : start; tick <= end; tick++) rows.push(code, tick, mark);
      lastTick = code === lastCode ? Math.max(lastTick, end) : end;
      lastCode = code;
    }
  }
}

/** Hashes whose neighbouring bits do not tell each other: with bits as they lie in a hash, strangers share three times as many keys. */
function spread({ hashes, bits, timesMs }: HashTrack): Uint32Array {
  const words = bits / 32;
  const wordOf = bandWordsOf({ bits, spread: true });
  const spread = new Uint32Array(hashes.length);
  for (let frame = 0; frame < timesMs.length; frame++)
    for (let word = 0; word < words; word++) spread[frame * words + word] = wordOf(hashes, frame, word);
  return spread;
}
