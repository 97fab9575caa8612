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

/** A file that was looked at and is no media. */
export interface NotMediaFile {
  /** The file. */
  readonly path: string;
  /** What it is: `a text`, `a PDF document`. */
  readonly content: string;
  /** The reason why there is no verdict. */
  readonly verdict: {
    /** Distinguishes it from a verdict. */
    readonly kind: 'not-media';
    /** What it is, in a sentence. */
    readonly summary: string;
  };
}

/** A file that the caller's rules left out. */
export interface SkippedFile {
  /** The file. */
  readonly path: string;
  /** The rule: `*.iso`. */
  readonly rule: string;
  /** The reason why there is no verdict. */
  readonly verdict: {
    /** Distinguishes it from a verdict. */
    readonly kind: 'skipped';
    /** The rule, in a sentence. */
    readonly summary: string;
  };
}

/** The outcome for something that was to be judged. Distinguish them by `'error' in outcome`, or by `outcome.verdict.kind`. */
export type JudgedOutcome = ScannedFile | UnscannedFile;

/** The outcome for a file of a scan: judged, failed, not media, or skipped. Distinguish them by `outcome.verdict.kind`, or by `isScanned`. */
export type ScanOutcome = JudgedOutcome | NotMediaFile | SkippedFile;

/** Whether an outcome is that of a judged file or release. */
export function isScanned(outcome: ScanOutcome): outcome is ScannedFile {
  return 'scanId' in outcome;
}

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

/** The outcome of a file that is no media. */
export function notMedia(path: string, content: string): NotMediaFile {
  return { path, content, verdict: { kind: 'not-media', summary: `It is ${content}.` } };
}

/** The outcome of a file that a rule left out. */
export function skipped(path: string, rule: string): SkippedFile {
  return { path, rule, verdict: { kind: 'skipped', summary: `It was skipped: ${rule}.` } };
}
