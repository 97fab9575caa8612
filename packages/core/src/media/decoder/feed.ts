import { Readable } from 'node:stream';
import { decoderUrl } from '../media-file.ts';
import type { MediaInput } from '../media-input.ts';

/** The input of a decoder program. */
export interface Feed {
  /** The URL that the program reads. */
  readonly url: string;
  /** The file that it reads; undefined for a stream. */
  readonly file: string | undefined;
  /** The bytes that are piped to it; undefined for a file. */
  readonly stdin: Readable | undefined;
  /** The stream's own error, after one; the program only sees an end. */
  fault(): unknown;
}

/**
 * Opens an input for a program.
 * @param share - Start of a stream's part, 0 to 1 of its length; a file is always given whole.
 */
export function feedOf(input: MediaInput, share = 0): Feed {
  if (typeof input === 'string') return { url: decoderUrl(input), file: input, stdin: undefined, fault: () => undefined };
  let fault: unknown;
  const bytes = async function* () {
    try {
      yield* input.open(Math.floor(share * input.fileBytes));
    } catch (error) {
      fault = error;
    }
  };
  return { url: 'pipe:0', file: undefined, stdin: Readable.from(bytes(), { objectMode: false }), fault: () => fault };
}
