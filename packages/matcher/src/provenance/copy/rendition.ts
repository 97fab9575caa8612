import type { Blending, Fingerprint, SubtitleTrack } from '@streetdate/core/portable';
import { isBackwards } from '../../align/time-reversal.ts';
import type { Match, Segment } from '../../match.ts';
import type { Cadence } from '../signs/cadence/measure-cadence.ts';
import type { Detail } from '../signs/detail/detail-gain.ts';
import type { Source } from '../source-evidence.ts';
import { refineSegments } from './refine-segments.ts';

/** One enrolled rendition of a title, for estimating a copy's source. */
export interface Rendition {
  /** Its id in the index. */
  readonly referenceId: string;
  /** The kind of source: `digital` for a master that is sold as files. */
  readonly source: Source;
  /** Its fingerprint. */
  readonly fingerprint: Fingerprint;
}

/** A rendition, and where the copy shows it. */
export interface PlacedRendition extends Rendition {
  /** The match with it; undefined if the copy does not show it. */
  readonly match: Match | undefined;
  /**
   * The forward segments that pictures support, in order of the copy's time. Sound does not tell where pictures begin and end. The signs
   * compare no film that is played backwards.
   */
  readonly segments: readonly Segment[];
}

/** A copy, and all enrolled renditions of the title that it shows. */
export interface PlacedCopy {
  /** The copy's fingerprint. */
  readonly query: Fingerprint;
  /** The renditions, in the given order. */
  readonly renditions: readonly PlacedRendition[];
  /** Id of the hash that found the matches. */
  readonly algorithm: string;
  /** Traces of 2:3 pulldown; undefined if not measured. */
  readonly cadence?: Cadence | undefined;
  /** Mixed frames in sampled intervals; undefined if not measured. */
  readonly blending?: readonly Blending[] | undefined;
  /** Times of its subtitle streams; undefined if not read. */
  readonly subtitles?: readonly SubtitleTrack[] | undefined;
  /** Comparison at full resolution; undefined if not measured. */
  readonly detail?: Detail | undefined;
}

/** Places a copy against the renditions of one title. */
export function placeCopy(query: Fingerprint, matches: readonly Match[], renditions: readonly Rendition[], algorithm: string): PlacedCopy {
  const found = new Map(matches.map((match) => [match.referenceId, match]));
  const placed = renditions.map((rendition): PlacedRendition => {
    const match = found.get(rendition.referenceId);
    const segments = (match?.segments ?? []).filter((segment) => segment.foundBy !== 'sound' && !isBackwards(segment));
    const sorted = segments.toSorted((one, other) => one.queryStart - other.queryStart);
    return { ...rendition, match, segments: refineSegments(query, rendition.fingerprint, sorted, algorithm) };
  });
  return { query, renditions: placed, algorithm };
}

const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  disc: 'disc',
  digital: 'digital rendition',
  broadcast: 'broadcast',
  camera: 'camera recording',
  screener: 'screener',
};

/** Such as `the disc night-train-us`. */
export function nameRendition({ source, referenceId }: Rendition): string {
  return `the ${SOURCE_WORDS[source]} ${referenceId}`;
}

/** Seconds of the copy that a segment covers. */
export const secondsOf = ({ queryStart, queryEnd }: Segment): number => queryEnd - queryStart;

/** Whether the copy shows the rendition's whole picture and nothing else. */
export const isWhole = ({ queryView, referenceView }: Segment): boolean => queryView === 'active' && referenceView === 'active';

/** Whether it also does so without mirroring, rotation or inverted tones. */
export const isUpright = (segment: Segment): boolean =>
  isWhole(segment) && !segment.mirrored && !segment.inverted && segment.rotation === 0;

/** The rendition's time at a time of the copy, seconds; undefined where the copy does not show it. */
export function timeIn({ segments }: PlacedRendition, time: number): number | undefined {
  const segment = segments.find(({ queryStart, queryEnd }) => time >= queryStart && time < queryEnd);
  return segment && segment.referenceStart + segment.speed * (time - segment.queryStart);
}

/** The segment that covers most of the copy; undefined without segments. */
export function longestSegment({ segments }: PlacedRendition): Segment | undefined {
  return segments.reduce<Segment | undefined>((best, each) => (best && secondsOf(best) >= secondsOf(each) ? best : each), undefined);
}

/** Share of the segments' time for which a condition holds, 0 to 1; 0 without segments. */
export function shareOfTime(segments: readonly Segment[], holds: (segment: Segment) => boolean): number {
  const sum = (some: readonly Segment[]) => some.reduce((seconds, segment) => seconds + secondsOf(segment), 0);
  return segments.length === 0 ? 0 : sum(segments.filter(holds)) / sum(segments);
}
