import type { VideoStream } from '../probe.ts';
import type { Field } from './interlace.ts';
import type { ScaledSize } from './picture-size.ts';

/** How a picture is made smaller before it is scaled, for next to nothing. */
export interface Reduction {
  /** Times that the decoder itself halves both sides (ffmpeg's `lowres`). */
  readonly halvings: number;
  /** Fields taken in turn, each one the half of the rows that were left. */
  readonly fields: readonly Field[];
}

/**
 * Codecs whose blocks are decoded at a half, a quarter or an eighth of their size, by a smaller transform of the frequencies that are left.
 * A quarter takes 0.6 times the time of the whole for MPEG-2 at 1080 rows. What is predicted from such blocks drifts until the next key
 * frame, which these codecs have twice a second: hashes differ by 0.9 to 1.6 of 256 bits on four films.
 */
const HALVING_CODECS = new Set(['mpeg1video', 'mpeg2video']);
/** The most that is halved: an eighth saves little more. */
const MOST_HALVINGS = 2;

/** Least pixels on each side, for one that comes out, after halving by the decoder, which averages. */
const LEAST_AVERAGED = 1.8;
/** Least rows for one that comes out after every other row was dropped: the edges of bars are measured to a fraction of a row. */
const LEAST_DROPPED = 3;

/**
 * Plans what of a picture need not be decoded or scaled. Scaling takes time by the rows that it reads, and dropping every other one takes none: with 540 of
 * 1080 rows left it is half, and hashes differ by 1.3 to 1.7 of 256 bits, less than between two encodings.
 * @param size - What the picture is scaled to.
 * @param field - The field that is kept of a combed film, whose blocks must not be halved: that would mix the fields.
 * @param mostHalvings - Times that the decoder may halve at most: 0 where pieces of its pictures are kept as they are.
 */
export function planReduction(
  { codec, width, height }: Pick<VideoStream, 'codec' | 'width' | 'height'>,
  size: ScaledSize,
  field: Field | undefined,
  mostHalvings = MOST_HALVINGS,
): Reduction {
  let halvings = 0;
  if (field === undefined && HALVING_CODECS.has(codec)) {
    const spare = Math.min(width / size.codedWidth, height / size.codedHeight) / LEAST_AVERAGED;
    halvings = Math.max(0, Math.min(mostHalvings, Math.floor(Math.log2(spare))));
  }
  const fields: Field[] = field === undefined ? [] : [field];
  let rows = height / 2 ** (halvings + fields.length);
  for (; rows / 2 >= LEAST_DROPPED * size.codedHeight; rows /= 2) {
    // In turn, so that the picture moves by less than a row: the upper of two, then the lower of two.
    fields.push(fields.at(-1) === 'top' ? 'bottom' : 'top');
  }
  return { halvings, fields };
}
