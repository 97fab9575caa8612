import type { Match, Segment } from '@streetdate/matcher';
import { allDifferences } from './compare-values.ts';
import { isSameSegment, shownSegment } from './same-segment.ts';

/** What of a segment is no measurement: it is equal or another one. */
const KINDS = ['mirrored', 'rotation', 'inverted'] as const satisfies readonly (keyof Segment)[];
/** The whole films give another background than intervals of them. A score may differ by this factor. */
const MOST_TIMES_APART = 2;
/** Pictures that hardly move fit at several moments of the reference: so many seconds, or half of the segment. */
const MOST_REFERENCE_SECONDS_APART = 2;
/** A still, or a moment of a scene that stands still, fits at any moment of it: what is shorter is named, and not refused. */
const LEAST_SECONDS = 5;

/** Where the enclosed intervals begin in the whole films, seconds. */
export interface IntervalStarts {
  readonly query: number;
  readonly reference: number;
}

/**
 * In what a match of whole films differs from the one that is computed from their enclosed intervals; undefined where they are alike.
 */
export function unlikeScan(claimed: Match, computed: Match | null, starts: IntervalStarts): string | undefined {
  if (computed === null) return 'the enclosed intervals show no match';
  if (claimed.strength === 'strong' && computed.strength !== 'strong') return `it is claimed to be strong, and is ${computed.strength}`;
  if (claimed.score > MOST_TIMES_APART * computed.score) {
    return `its score is claimed to be ${claimed.score.toFixed(1)}, and is ${computed.score.toFixed(1)}`;
  }
  for (const segment of claimed.segments) {
    const same = sameOf(segment, computed, starts);
    if (same === undefined) return `${shownSegment(segment)} is claimed, and not found`;
    if (Math.abs(segment.speed - same.speed) > 0.01) return `a speed of ${segment.speed} is claimed, and ${same.speed} found`;
    const seconds = segment.queryEnd - segment.queryStart;
    const [at, found] = [segment.referenceStart, same.referenceStart + starts.reference];
    if (seconds >= LEAST_SECONDS && !(Math.abs(at - found) <= Math.max(MOST_REFERENCE_SECONDS_APART, seconds / 2)))
      return `${shownSegment(segment)} is claimed to be at second ${at} of the reference, and is at ${found.toFixed(1)}`;
  }
  return undefined;
}

/** The numbers of a scan of whole films that its intervals give otherwise, or not at all, each as `score 84.2 (84.1)`. */
export function numbersOfWhole(claimed: Match, computed: Match, starts: IntervalStarts): string[] {
  const moved = (segment: Segment): Segment => ({
    ...segment,
    ...{ queryStart: segment.queryStart + starts.query, queryEnd: segment.queryEnd + starts.query },
    ...{ referenceStart: segment.referenceStart + starts.reference, referenceEnd: segment.referenceEnd + starts.reference },
    frameTimes: segment.frameTimes.map((time) => time + starts.query),
  });
  const same = claimed.segments.map((segment) => sameOf(segment, computed, starts));
  const further = computed.segments
    .filter((segment) => !same.includes(segment))
    .map((segment) => `nothing (${shownSegment(moved(segment))})`);
  const twice = same.flatMap((segment, at) => (same.indexOf(segment) < at ? [`segments.${at} (the same as another one)`] : []));
  const differences = allDifferences(claimed, { ...computed, segments: same.map((segment) => segment && moved(segment)) });
  return [...differences.map(({ place, one, other }) => `${place} ${one} (${other})`), ...further, ...twice];
}

function sameOf(segment: Segment, computed: Match, { query }: IntervalStarts): Segment | undefined {
  return computed.segments.find((other) => isSameSegment(segment, other, query) && KINDS.every((kind) => segment[kind] === other[kind]));
}
