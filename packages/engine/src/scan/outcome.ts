import type { StreetdateError } from '@streetdate/core/portable';
import type { Verdict } from '@streetdate/matcher';
import type { MatchRecord, ScanRecord } from '../records/scan-record.ts';

/** A verdict as plain data, so that it is a record too. */
type Plain<V> = V extends unknown ? { [K in keyof V]: V[K] } : never;

/** One reference that a file shows, with what this match alone would mean. */
export interface ScannedMatch extends Omit<MatchRecord, 'verdict'> {
  /** What this match alone would mean. */
  readonly verdict: Plain<Verdict>;
}

/** A file, or a release of several files, that was scanned. Without `unstored`, `isOutdated` and `files` it is a record of `records/scan-record.ts`. */
export interface ScannedFile extends Omit<ScanRecord, 'matches' | 'verdict'> {
  /** What was found, best first. */
  readonly matches: ScannedMatch[];
  /** The gravest verdict of the matches: leak, then review, then released copy, then no match. */
  readonly verdict: Plain<Verdict>;
  /** Why the result could not be stored; undefined where it was. */
  readonly unstored?: StreetdateError;
  /** Whether the references have changed since. A scan of the file matches it again. */
  readonly isOutdated: boolean;
  /** Of a release: the outcomes of its files, in order. */
  readonly files?: readonly ScannedFile[];
}

/** A file that could not be read, or a name that nothing goes by. Others go on. */
export interface UnscannedFile {
  /** The file, or the name. */
  readonly path: string;
  /** Why it could not be scanned. */
  readonly error: StreetdateError;
  /** Says that there is no verdict, and why. */
  readonly verdict: {
    /** What tells it from a verdict. */
    readonly kind: 'not-scanned';
    /** The error's message. */
    readonly summary: string;
  };
}

/** What became of a file. Tell them apart by `'error' in outcome`, or by `outcome.verdict.kind`. */
export type ScanOutcome = ScannedFile | UnscannedFile;

/** The outcome of a file that could not be scanned. */
export function unscanned(path: string, error: StreetdateError): UnscannedFile {
  return { path, error, verdict: { kind: 'not-scanned', summary: error.message } };
}
