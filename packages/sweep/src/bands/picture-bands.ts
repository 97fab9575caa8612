import { bandWordsOf } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { type BandRows, TICK_MS } from './band-rows.ts';

/** Bits from the start of one band to the start of the next. */
const STRIDE = 16;
/** Upper bound of picture codes. Sound codes are larger. */
export const FIRST_SOUND_CODE = 2 ** 30;
/** Longest display time of a still picture in ticks, as bands count it. Votes for alignments look ahead as far. */
const MOST_HELD = 20;
/**
 * Chance hits of a query frame among reference frames. One bit less in a key doubles the join. One bit more loses a sixth of the true hits
 * at 45 differing bits of 256, and a quarter at 60.
 */
const CHANCE_HITS = 16;

/** Number of bands in a hash: one starts at each sixteenth bit. */
export function bandCount(bits: number): number {
  return bits / STRIDE;
}

/**
 * Bits in a band key for a library of so many frames. The number of chance hits of a query frame is then about constant. Bands wider than
 * their stride overlap.
 * @returns 16 to 26 for hashes of 256 bits.
 */
export function chooseKeyBits(frames: number, bits: number): number {
  const bands = bandCount(bits);
  const wished = Math.round(Math.log2(Math.max(1, (frames * bands) / CHANCE_HITS)));
  return Math.min(mostKeyBits(bits), Math.max(STRIDE, wished));
}

/** The widest band key that keeps all picture codes below {@link FIRST_SOUND_CODE}. */
export function mostKeyBits(bits: number): number {
  return Math.floor(Math.log2(FIRST_SOUND_CODE / bandCount(bits)));
}

/**
 * Lists the band keys of a track. The bits of the hash are first permuted, so that each word has one bit of every byte, as for the bands of
 * an index. Band `b` is `keyBits` bits from bit `16 b` on, wrapping around; its code is `b * 2 ** keyBits + key`. A key that consecutive
 * frames or a still picture share gives one row a tick.
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

/**
 * Permutes the bits of hashes. Neighbouring bits of a hash depend on each other: without this, unrelated frames share three times as many
 * keys.
 */
function spread({ hashes, bits, timesMs }: HashTrack): Uint32Array {
  const words = bits / 32;
  const wordOf = bandWordsOf({ bits, spread: true });
  const spread = new Uint32Array(hashes.length);
  for (let frame = 0; frame < timesMs.length; frame++)
    for (let word = 0; word < words; word++) spread[frame * words + word] = wordOf(hashes, frame, word);
  return spread;
}
