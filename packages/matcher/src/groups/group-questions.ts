import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { holdersIn, indexedTrackOf, lengthOf, type ReferenceLength } from '../shared-content/reference-lookup.ts';
import type { ContainedInterval } from '../shared-content/reference-query.ts';
import { sharedIntervalsOf } from '../shared-content/shared-intervals.ts';

/** A question about references that every group answers for its own. Plain data. */
export type GroupQuestion =
  /** Which intervals of a reference do yours contain? */
  | { readonly kind: 'contained'; readonly referenceId: string; readonly spans: readonly TimeSpan[]; readonly most: number }
  /** Which of yours hold the pictures of these frames of a reference? */
  | { readonly kind: 'holders'; readonly referenceId: string; readonly frames: readonly number[]; readonly maxDistance: number }
  /** How long is this reference, if it is yours? */
  | { readonly kind: 'length'; readonly referenceId: string };

/** The answer of one group to each kind of question. Plain data. */
export interface GroupAnswers {
  readonly contained: readonly ContainedInterval[];
  readonly holders: readonly (readonly [referenceId: string, frames: readonly number[]])[];
  readonly length: ReferenceLength;
}

/** The answer to a question. */
export type GroupAnswer = GroupAnswers[GroupQuestion['kind']];

/**
 * Answers a question for the references of one group.
 * @param fingerprintOf - The fingerprint of a reference of another group; undefined if the library does not have it.
 */
export function answerInGroup(
  question: GroupQuestion,
  index: ReferenceIndex,
  fingerprintOf: (referenceId: string) => Fingerprint | undefined,
): GroupAnswer {
  const { referenceId } = question;
  if (question.kind === 'length') return lengthOf(index.trackOf(referenceId));
  if (question.kind === 'contained') {
    const { spans, most } = question;
    return sharedIntervalsOf(index).of(referenceId, spans, most, () => index.get(referenceId) ?? fingerprintOf(referenceId));
  }
  const track = index.trackOf(referenceId) ?? indexedTrackOf(fingerprintOf(referenceId), index);
  if (track === undefined) return [];
  return Array.from(holdersIn(index, track, question.frames, question.maxDistance), ([id, frames]) => [id, [...frames]] as const);
}
