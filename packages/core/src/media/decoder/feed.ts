import { Readable } from 'node:stream';
import { decoderUrl } from '../media-file.ts';
import type { MediaInput } from '../media-input.ts';

/** How a program is given its input. */
export interface Feed {
  /** What the program is told to read. */
  readonly url: string;
  /** What is piped to it; undefined for a file. */
  readonly stdin: Readable | undefined;
  /** What the stream itself threw, once it has; the program sees only an end. */
  fault(): unknown;
}

/** Opens an input for a program. @param share - From which part of a stream on, 0 to 1; a file is always given whole. */
export function feedOf(input: MediaInput, share = 0): Feed {
  if (typeof input === 'string') return { url: decoderUrl(input), stdin: undefined, fault: () => undefined };
  let fault: unknown;
  const bytes = async function* () {
    try {
      yield* input.open(Math.floor(share * input.fileBytes));
    } catch (error) {
      fault = error;
    }
  };
  return { url: 'pipe:0', stdin: Readable.from(bytes(), { objectMode: false }), fault: () => fault };
}
