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
  /** For a member that is given as a stream: what it is, and its bytes. @defaultValue it lies on a disk */
  readonly stream?: MediaStream | undefined;
}

/** A member of an archive that is read as it comes, and is written nowhere. */
export interface MediaStream {
  /** What it is by its first bytes, or else by its name. */
  readonly type: 'film' | 'sound' | 'picture' | 'fingerprint' | 'unknown';
  /** Its bytes from its start, to be read before the next input is asked for. Reading may stop anywhere, and throws what is wrong with it. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Its size as stated, bytes; undefined if none is stated. */
  readonly fileBytes: number | undefined;
  /** When it was last written by the file system of a disk's image, milliseconds since 1970; else that of the innermost file around it that has a time. @defaultValue none is recorded */
  readonly modifiedMs?: number | undefined;
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
