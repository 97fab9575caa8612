import type { HeldBackSpan } from '@streetdate/engine';
import type { FilmMedia } from '@streetdate/engine/internal';
import type { ErrorRecord, MatchRecord, ScanRecord, SegmentRecord } from '@streetdate/engine/records';
import type { ReleaseWindow } from '@streetdate/matcher';
import type { ReferenceKind } from '@streetdate/matcher/internal';

/** A segment as a scan records it, with the distance of every compared frame. */
export type ReportSegment = SegmentRecord & {
  /** Differing bits of every compared query frame, parallel to `frameTimes`; empty if the scan did not store them. */
  readonly distances: readonly number[];
  /** Query times of `distances`, seconds. */
  readonly frameTimes: readonly number[];
  /** Mean share of differing bits between these query frames and other moments of the reference. @defaultValue not drawn */
  readonly backgroundDistance?: number;
};

/** A match in a scan, with the distances of its segments. */
export type ReportMatch = Omit<MatchRecord, 'segments'> & { readonly segments: readonly ReportSegment[] };

/** Most matches shown of one file. Compilations have more; `scan --json` lists them all. */
export const MOST_MATCHES = 12;

/** A scanned file as printed by `scan --json`, with data that only the report shows. */
export type ReportScan = Omit<ScanRecord, 'matches'> & {
  /** The matches, best first. */
  readonly matches: readonly ReportMatch[];
  /** State of the file when it was scanned, as `readFileState` gives it: a changed file's frames are not shown. @defaultValue unchecked */
  readonly stamp?: string;
};

/** What the report needs about a reference. */
export interface ReportReference {
  /** The title's name. */
  readonly title: string;
  /** The kind of reference. */
  readonly kind: ReferenceKind;
  /** Name of a disc's edition. */
  readonly edition?: string;
  /** Length in seconds. Without it the timeline ends with the last segment. */
  readonly duration?: number;
  /** The release windows of the title. */
  readonly windows: readonly ReleaseWindow[];
  /** Its intervals that prove nothing: excluded, or shared with other titles. @defaultValue none */
  readonly provesNothing?: readonly HeldBackSpan[];
  /** Where its film lies: a file, or a film on a disc. The report shows its frames if it is still there, unchanged. @defaultValue unrecorded */
  readonly media?: FilmMedia;
}

/** Everything in a report. The same content gives the same page. */
export interface ReportContent {
  /** When the report was made: ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Version of the command that made it. */
  readonly version: string;
  /** The library that was searched, a name or a folder. */
  readonly library?: string;
  /** The scanned files. */
  readonly scans: readonly ReportScan[];
  /** The references that the matches name, by id. */
  readonly references: ReadonlyMap<string, ReportReference>;
  /** The files that could not be scanned, or were skipped. @defaultValue none */
  readonly errors?: readonly ErrorRecord[];
  /** Id of the hash that the distances refer to. @defaultValue 'pdq/1' */
  readonly algorithm?: string;
  /** Bits in that hash. @defaultValue 256 */
  readonly hashBits?: number;
}
