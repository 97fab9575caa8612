/** What went wrong, for programs to branch on. The command's documentation has the exit status of each code. */
export type StreetdateErrorCode =
  /** ffmpeg or ffprobe is not installed, or `FFMPEG_PATH`/`FFPROBE_PATH` are wrong. */
  | 'decoder-missing'
  /** ffmpeg failed before it gave any picture. */
  | 'decoder-failed'
  /** ffmpeg gave no output for longer than the stall limit and was stopped. */
  | 'decoder-stalled'
  /** The file needs more time, memory, streams or pictures than a film does: it is damaged, or made to use them up. */
  | 'decoder-limit'
  /** The decoder must run confined, and this system cannot confine it. */
  | 'decoder-unconfined'
  /** There is no such file. */
  | 'file-not-found'
  /** The file, folder or link cannot be read. */
  | 'file-unreadable'
  /** A file could not be written: disk full, read-only, no permission. */
  | 'file-unwritable'
  /** The file has no bytes. */
  | 'empty-file'
  /** The bytes are not media that the decoder knows. */
  | 'not-media'
  /** The file is a playlist or script that points at other files. */
  | 'refused-playlist'
  /** The media has audio or subtitles, but no video. */
  | 'no-video'
  /** The picture's size is zero or exceeds the stated limit. */
  | 'bad-picture-size'
  /** The media is too short or too plain to be fingerprinted: no frame passed the quality measure. */
  | 'nothing-to-fingerprint'
  /** The bytes are not a fingerprint file, or are damaged. */
  | 'not-a-fingerprint'
  /** The fingerprint file was written by a newer version of Streetdate. */
  | 'newer-fingerprint'
  /** The fingerprint has no track of an algorithm that the reader can compare. */
  | 'unknown-algorithm'
  /** The folder or image has no video disc in it. */
  | 'not-a-disc'
  /** A structure of a disc is incomplete or points to missing data. */
  | 'damaged-disc'
  /** A forensic image has other bytes than when it was made: a digest that it states differs from that of its bytes. */
  | 'image-altered'
  /** The disc is scrambled. Streetdate never looks for keys; enroll the clear master or authoring image. */
  | 'disc-scrambled'
  /** The archive is damaged or incomplete before anything in it can be read. */
  | 'archive-damaged'
  /** The archive, or the file in it, is encrypted: no password is ever tried. */
  | 'archive-encrypted'
  /** The archive uses an unsupported compression, or exceeds the size limit. */
  | 'archive-unsupported'
  /** The archive unpacks to far more bytes or files than a release has. */
  | 'archive-bomb'
  /** An optional package or program that this needs is not installed. */
  | 'runtime-missing'
  /** A frame hasher breaks its contract or failed on a picture, or its model is invalid or has the wrong shape. */
  | 'bad-model'
  /** The work does not fit into the allowed memory. */
  | 'out-of-memory'
  /** A thread ended before it had finished its work. */
  | 'thread-failed'
  /** The reference library is damaged, locked by another writer, or of a newer version. */
  | 'bad-library'
  /** A database or object store cannot be reached, or refuses. The same call may succeed later. */
  | 'store-unavailable'
  /** A bundle, ledger, signature or other piece of evidence is damaged, breaks its format or is unsafe to open. */
  | 'bad-evidence';

/**
 * A failure outside the caller's control: a file, a decoder, a disk. The message names the file and the reason in one line. A caller's
 * mistake is a `TypeError` or `RangeError` instead; an abort rethrows the signal's own reason.
 */
export class StreetdateError extends Error {
  override readonly name = 'StreetdateError';
  /** What went wrong, for programs to branch on. */
  readonly code: StreetdateErrorCode;
  /** The file concerned, if any. */
  readonly path: string | undefined;

  constructor(code: StreetdateErrorCode, message: string, options: { readonly path?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.path = options.path;
  }
}

/** Escapes control characters as in JSON, so that a path or a decoder's message fits on one line. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === '\n' ? '\\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
