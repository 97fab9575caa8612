import { cropOf } from '@streetdate/core/internal';
import type { Details, Fingerprint, LumaFrame, PictureArea } from '@streetdate/core/portable';
import { insideOf } from '../../../geometry/areas.ts';
import { type Band, bandsOf, spectrumOf } from '../../../geometry/coherence.ts';
import { between } from '../../../geometry/projection.ts';
import { resamplePlane } from '../../../geometry/resample-plane.ts';
import { samplePlane } from '../../../geometry/sample-plane.ts';
import type { Rendition } from '../../copy/rendition.ts';
import type { Detail, DetailGain } from './detail-gain.ts';
import type { DetailStretch, ShownPiece } from './detail-intervals.ts';
import { type LaidPiece, layPieces, type Moment, PART_SIDE, type SampledPlane, SIDE } from './register-pieces.ts';

/** By how many times a rendition must have more in a band than another for the band to be asked: less is the noise of laying them over each other. */
const MORE = 1.1;
/** Correlation of what is the same: more is not believed. */
const MOST_ALIKE = 0.9999;

/**
 * Lays pieces of renditions over the frames of a copy that show them, to a part of a pixel, and asks band for band of their frequencies what the copy has of each: of its detail, its grain, and the errors of its compression.
 *
 * A copy cannot have more than its source. What was made of one rendition has less in common with another one than the two have with each other, as whatever was done to it comes on top; so a copy that is nearer to a
 * rendition than some other is was not made of that other. Only what the nearer one has more of is asked: a copy that lost what an encoder leaves out is nearer to a rendition that lost the same.
 * @param query - The copy's fingerprint.
 * @param stretches - What {@link detailStretches} gave.
 * @param frames - The frames of the stretches, each cut to its stretch's part at the copy's own resolution, every one, in order of time.
 * @param renditions - As they were given there.
 */
export function measureDetail(
  query: Fingerprint,
  stretches: readonly DetailStretch[],
  frames: readonly LumaFrame[],
  renditions: readonly Rendition[],
): Detail {
  const { width = 1, height = 1 } = query.media;
  const looks = stretches.map((stretch) => ({
    pieces: stretch.pieces,
    part: cropOf({ width, height }, stretch.crop).area,
    frames: frames
      .filter(({ time }) => time >= stretch.start && time < stretch.end)
      .map((frame) => sampled(frame.width, frame.pixels, PART_SIDE)),
  }));
  const laid = renditions.flatMap(({ referenceId, fingerprint: { details } }) =>
    details === undefined
      ? []
      : layPieces(
          looks.flatMap(({ pieces, part, frames }) =>
            pieces.filter((shown) => shown.referenceId === referenceId).map((shown) => ({ ...momentOf(shown, details, part), frames })),
          ),
        ),
  );
  return looks.map((look) => {
    const here = laid.filter(({ frames }) => frames === look.frames);
    return here.flatMap((better) => here.flatMap((other) => (other === better ? [] : (gainOf(better, other) ?? []))));
  });
}

function momentOf(shown: ShownPiece, { width, height, pixels }: Details, part: PictureArea): Omit<Moment, 'frames'> {
  const bytes = width * height;
  const piece = sampled(width, pixels.subarray(shown.piece * bytes, (shown.piece + 1) * bytes), SIDE);
  return { shown: { ...shown, area: insideOf(shown.area, part) }, piece };
}

function sampled(width: number, pixels: Uint8Array, side: number): SampledPlane {
  return { ...resamplePlane(width, pixels, side), columns: width, rows: pixels.length / width };
}

/** What a moment says for the one against the other; undefined where they are of two frames, or too near to the edge. */
function gainOf(one: LaidPiece, other: LaidPiece): DetailGain | undefined {
  const { frame, projection } = one;
  if (frame !== other.frame) return undefined;
  const [copy, beside] = [samplePlane(frame, projection, SIDE), samplePlane(other.piece, between(projection, other.projection), SIDE)];
  if (copy.inside.includes(0)) return undefined;
  const resolved = { columns: Math.abs(projection[0]!) * frame.columns, rows: Math.abs(projection[4]!) * frame.rows };
  const [ofCopy, ofOne, ofOther] = [copy.values, one.piece.pixels, beside.values].map((pixels) => spectrumOf({ side: SIDE, pixels }));
  const [withOne, withOther, apart] = [
    bandsOf(ofOne!, ofCopy!, resolved),
    bandsOf(ofOther!, ofCopy!, resolved),
    bandsOf(ofOne!, ofOther!, resolved),
  ];
  let gain = 0;
  for (const [band, { powers, values }] of apart.entries()) {
    const left = (bands: readonly Band[]) => 1 - Math.min(MOST_ALIKE, Math.max(0, bands[band]!.correlation)) ** 2;
    if (powers[0] >= MORE * powers[1]) gain += Math.max(0, (values / 2) * Math.log(Math.min(left(apart), left(withOther)) / left(withOne)));
  }
  return { betterId: one.shown.referenceId, otherId: other.shown.referenceId, gain };
}
