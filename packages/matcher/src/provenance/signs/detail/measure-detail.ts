import { cropOf } from '@streetdate/core/internal';
import type { Details, Fingerprint, LumaFrame, PictureArea } from '@streetdate/core/portable';
import { insideOf } from '../../../geometry/areas.ts';
import { type Band, bandsOf, spectrumOf } from '../../../geometry/coherence.ts';
import { between } from '../../../geometry/projection.ts';
import { resamplePlane } from '../../../geometry/resample-plane.ts';
import { samplePlane } from '../../../geometry/sample-plane.ts';
import type { Rendition } from '../../copy/rendition.ts';
import type { Detail, DetailGain } from './detail-gain.ts';
import type { DetailInterval, ShownPiece } from './detail-intervals.ts';
import { type Moment, PART_SIDE, type RegisteredPiece, registerPieces, type SampledPlane, SIDE } from './register-pieces.ts';

/** How many times more power a rendition must have in a band for the band to count. Less is noise of the registration. */
const MORE = 1.1;
/** Highest correlation that is believed. */
const MOST_ALIKE = 0.9999;

/**
 * Registers crops of renditions with the frames of a copy that show them, to a fraction of a pixel. For each frequency
 * band it then measures what the copy shares with each rendition: detail, grain and compression errors.
 *
 * A copy has no more than its source. A copy of one rendition has less in common with another than the two renditions
 * have with each other, since its own losses come on top. So a copy that is nearer to a rendition than some other
 * rendition is was not made from that other one. Only bands count in which the nearer one has more power: a copy that
 * lost what encoders drop is nearer to a rendition that lost the same.
 * @param query - The copy's fingerprint.
 * @param intervals - The result of {@link detailIntervals}.
 * @param frames - Every frame of the intervals, cropped to the interval's part at the copy's own resolution, in order
 * of time.
 * @param renditions - The same as were given there.
 */
export function measureDetail(
  query: Fingerprint,
  intervals: readonly DetailInterval[],
  frames: readonly LumaFrame[],
  renditions: readonly Rendition[],
): Detail {
  const { width = 1, height = 1 } = query.media;
  const searched = intervals.map((interval) => ({
    pieces: interval.pieces,
    part: cropOf({ width, height }, interval.crop).area,
    frames: frames
      .filter(({ time }) => time >= interval.start && time < interval.end)
      .map((frame) => sampled(frame.width, frame.pixels, PART_SIDE)),
  }));
  const registered = renditions.flatMap(({ referenceId, fingerprint: { details } }) =>
    details === undefined
      ? []
      : registerPieces(
          searched.flatMap(({ pieces, part, frames }) =>
            pieces.filter((shown) => shown.referenceId === referenceId).map((shown) => ({ ...momentOf(shown, details, part), frames })),
          ),
        ),
  );
  return searched.map((each) => {
    const here = registered.filter(({ frames }) => frames === each.frames);
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

/** What a moment tells for the one against the other; undefined if they show two frames, or too near to the edge. */
function gainOf(one: RegisteredPiece, other: RegisteredPiece): DetailGain | undefined {
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
