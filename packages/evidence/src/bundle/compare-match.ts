import type { Match, Segment } from '@streetdate/matcher';
import { isSameSegment, shownSegment } from './same-segment.ts';

/** What of a segment is no measurement: it is equal or another one. */
const KINDS = ['mirrored', 'rotation', 'inverted'] as const satisfies readonly (keyof Segment)[];
/** The whole films give another background than intervals of them. A score may differ by this factor. */
const MOST_TIMES_APART = 2;

/**
 * In what a match of whole films differs from the one that is computed from their enclosed intervals; undefined where they are alike.
 * @param start - Where the query's interval starts, seconds.
 */
export function unlikeScan(claimed: Match, computed: Match | null, start: number): string | undefined {
  if (computed === null) return 'the enclosed intervals show no match';
  if (claimed.strength === 'strong' && computed.strength !== 'strong') return `it is claimed to be strong, and is ${computed.strength}`;
  if (claimed.score > MOST_TIMES_APART * computed.score) {
    return `its score is claimed to be ${claimed.score.toFixed(1)}, and is ${computed.score.toFixed(1)}`;
  }
  for (const segment of claimed.segments) {
    const same = computed.segments.find(
      (other) => isSameSegment(segment, other, start) && KINDS.every((kind) => segment[kind] === other[kind]),
    );
    if (same === undefined) return `${shownSegment(segment)} is claimed, and not found`;
    if (Math.abs(segment.speed - same.speed) > 0.01) return `a speed of ${segment.speed} is claimed, and ${same.speed} found`;
  }
  return undefined;
}
