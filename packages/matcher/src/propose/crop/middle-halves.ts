import { type DiagonalFilm, MIDDLE_HALF } from '@streetdate/core/internal';
import { findTrack } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { referenceMemories } from '@streetdate/index/internal';
import { COARSE_ALGORITHM } from '../../geometry/coarse-bits.ts';
import { STEP, StepCodes } from '../diagonals/step-codes.ts';
import type { PlaceAlignment } from '../proposer.ts';

/** A reference's middle half in even steps of time, or a part of it. */
export interface MiddleHalf {
  readonly id: string;
  readonly codes: DiagonalFilm;
  /** Step of the reference at which the part begins. */
  readonly from: number;
}

const middleHalvesOf = referenceMemories((reference): StepCodes | undefined => {
  const track = reference && findTrack(reference, COARSE_ALGORITHM, MIDDLE_HALF);
  return track && new StepCodes(track);
});

/** The middle halves of those references that keep it. The index owns them: 120 KB an hour. */
export function middleHalves(index: ReferenceIndex, ids: Iterable<string>): MiddleHalf[] {
  const memory = middleHalvesOf(index);
  return Array.from(ids, (id) => ({ id, codes: memory.of(id) })).flatMap(({ id, codes }) =>
    codes === undefined ? [] : [{ id, codes, from: 0 }],
  );
}

/** Seconds around a place in which crops are tried: a step of the diagonals to both sides, and one of the crops. */
const AROUND_PLACE = 1.2;

/** The middle half of a reference around a place that an interval of the query resembles; undefined when it keeps none there. */
export function middleHalfAt(
  index: ReferenceIndex,
  { referenceId, offset }: PlaceAlignment,
  start: number,
  end: number,
): MiddleHalf | undefined {
  const [whole] = middleHalves(index, [referenceId]);
  if (whole === undefined) return undefined;
  const from = Math.max(0, Math.floor((start + offset - AROUND_PLACE) / STEP));
  const to = Math.ceil((end + offset + AROUND_PLACE) / STEP);
  const shown = whole.codes.shown.subarray(from, to);
  if (shown.length === 0) return undefined;
  return { id: referenceId, codes: { codes: whole.codes.codes.subarray(2 * from, 2 * to), shown }, from };
}
