import type { StreetdateErrorCode } from '@streetdate/core/portable';

/** The exit statuses of the command, as `streetdate --help` lists them. Other programs rely on the numbers. */
export const EXIT = {
  /** The work is done and no pre-release leak was found. */
  nothingFound: 0,
  /** At least one file is a pre-release leak, and every input was read whole. */
  leakFound: 1,
  /** The command was used wrongly; nothing was done. */
  wrongUse: 2,
  /** Some inputs failed or could be read only in part. It overrides 1, since the printed results are incomplete. */
  inputFailed: 3,
  /** A fault of the program itself (`EX_SOFTWARE` of sysexits.h). Never 1, which would read as a leak. */
  internal: 70,
  /** Stopped by SIGINT: 128 + 2, as shells have it. */
  interrupted: 130,
  /** Stopped by SIGTERM: 128 + 15. */
  terminated: 143,
} as const;

/** One of the numbers of {@link EXIT}. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** The exit statuses in words, for the help and the manual. */
export const EXIT_MEANINGS: readonly (readonly [status: ExitStatus, meaning: string])[] = [
  [EXIT.nothingFound, 'done; no pre-release leak was found'],
  [EXIT.leakFound, 'a pre-release leak was found'],
  [EXIT.wrongUse, 'wrong use; nothing was done'],
  [EXIT.inputFailed, 'some inputs failed or could be read only in part, whatever was found in the others'],
  [EXIT.internal, 'a fault of the program itself'],
  [EXIT.interrupted, `stopped by Ctrl-C (${EXIT.terminated} by SIGTERM); completed results are stored`],
];

/**
 * The exit status of each error code. All are 3 today: an input was not processed. The table lists every code, so that a new code does
 * not compile without a status.
 */
export const EXIT_STATUS_OF_ERROR: Readonly<Record<StreetdateErrorCode, ExitStatus>> = {
  'decoder-missing': EXIT.inputFailed,
  'decoder-failed': EXIT.inputFailed,
  'decoder-stalled': EXIT.inputFailed,
  'decoder-limit': EXIT.inputFailed,
  'decoder-unconfined': EXIT.inputFailed,
  'file-not-found': EXIT.inputFailed,
  'file-unreadable': EXIT.inputFailed,
  'file-unwritable': EXIT.inputFailed,
  'empty-file': EXIT.inputFailed,
  'not-media': EXIT.inputFailed,
  'refused-playlist': EXIT.inputFailed,
  'no-video': EXIT.inputFailed,
  'bad-picture-size': EXIT.inputFailed,
  'nothing-to-fingerprint': EXIT.inputFailed,
  'not-a-fingerprint': EXIT.inputFailed,
  'newer-fingerprint': EXIT.inputFailed,
  'unknown-algorithm': EXIT.inputFailed,
  'not-a-disc': EXIT.inputFailed,
  'damaged-disc': EXIT.inputFailed,
  'image-altered': EXIT.inputFailed,
  'disc-scrambled': EXIT.inputFailed,
  'archive-damaged': EXIT.inputFailed,
  'archive-encrypted': EXIT.inputFailed,
  'archive-unsupported': EXIT.inputFailed,
  'archive-bomb': EXIT.inputFailed,
  'runtime-missing': EXIT.inputFailed,
  'bad-model': EXIT.inputFailed,
  'out-of-memory': EXIT.inputFailed,
  'thread-failed': EXIT.inputFailed,
  'bad-library': EXIT.inputFailed,
  'store-unavailable': EXIT.inputFailed,
  'bad-evidence': EXIT.inputFailed,
};

/** The command was used wrongly: the message says how, in one line. The exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
