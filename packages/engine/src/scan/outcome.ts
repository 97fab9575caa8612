import type { StreetdateError } from '@streetdate/core/portable';
import type { Verdict } from '@streetdate/matcher';
import type { MatchRecord, ScanRecord } from '../records/scan-record.ts';
import type { MissingReferences } from '../reference-search.ts';

/** A verdict as plain data, so that it is also a record. */
type Plain<V> = V extends unknown ? { [K in keyof V]: V[K] } : never;

/** One reference that a file matches, with the verdict for this match alone. */
export interface ScannedMatch extends Omit<MatchRecord, 'verdict'> {
  /** The verdict for this match alone. */
  readonly verdict: Plain<Verdict>;
}

/**
 * A scanned file, or a scanned release of several files. Without `unstored`, `isOutdated` and `files` it is a record of
 * `records/scan-record.ts`.
 */
export interface ScannedFile extends Omit<ScanRecord, 'matches' | 'verdict'> {
  /** Its matches, best first. */
  readonly matches: ScannedMatch[];
  /** The gravest verdict of the matches: leak, then review, then released copy, then no match. */
  readonly verdict: Plain<Verdict>;
  /** Why the result could not be stored; undefined if it was. */
  readonly unstored?: StreetdateError;
  /** Whether the references have changed since. A new scan matches the file again. */
  readonly isOutdated: boolean;
  /** For a release: the outcomes of its files, in order. */
  readonly files?: readonly ScannedFile[];
}

/** An unreadable file, or a name without a scan. The others continue. */
export interface UnscannedFile {
  /** The file, or the name. */
  readonly path: string;
  /** Why it could not be scanned. */
  readonly error: StreetdateError;
  /** The reason why there is no verdict. */
  readonly verdict: {
    /** Distinguishes it from a verdict. */
    readonly kind: 'not-scanned';
    /** The error's message. */
    readonly summary: string;
  };
}

/** The outcome for a file. Distinguish them by `'error' in outcome`, or by `outcome.verdict.kind`. */
export type ScanOutcome = ScannedFile | UnscannedFile;

/** Adds what has to be said of a scan beside its verdict: why it could not be stored, and what could not be searched. */
export function withRemarks(
  judged: ScannedFile,
  { unstored, missing = [] }: { readonly unstored?: StreetdateError; readonly missing?: readonly MissingReferences[] },
): ScannedFile {
  return {
    ...judged,
    ...(missing.length > 0 && { partial: { missing: missing.map((each) => ({ ...each })) } }),
    ...(unstored && { unstored }),
  };
}

/** The outcome of a file that could not be scanned. */
export function unscanned(path: string, error: StreetdateError): UnscannedFile {
  return { path, error, verdict: { kind: 'not-scanned', summary: error.message } };
}
