import type { StreetdateError } from '@streetdate/core/portable';
import type { FileState } from '../files/file-state.ts';

/** Media to read. */
export interface MediaInput {
  readonly kind: 'media';
  readonly file: FileState;
  /** Whether it is a failure if it cannot be read: its content or its name is that of media, or the caller named it. */
  readonly expected: boolean;
  /** Whether it is a fingerprint, whatever it is called. @defaultValue false */
  readonly isFingerprint?: boolean;
  /** Removes what was unpacked for it. @defaultValue nothing was */
  readonly release?: () => Promise<void>;
}

/** A file that cannot be looked at. */
export interface FailedInput {
  readonly kind: 'failed';
  readonly path: string;
  readonly error: StreetdateError;
}

/** A file that was looked at and is no media. */
export interface OtherInput {
  readonly kind: 'not-media';
  readonly path: string;
  /** What it is: `a text`, `a PDF document`. */
  readonly content: string;
}

/** A file that a rule left out. */
export interface SkippedInput {
  readonly kind: 'skipped';
  readonly path: string;
  /** The rule: `--skip *.iso`. */
  readonly rule: string;
}

/** A file among the inputs of a scan. Each file is exactly one of these. */
export type Input = MediaInput | FailedInput | OtherInput | SkippedInput;
