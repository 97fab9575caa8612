import { checkText } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import { HEAD_BYTES, type MediaFile, openMediaFile } from './media-file.ts';

/**
 * Media that is no file of its own: a clip inside a disc's image, a VOB without the units that are interleaved with it. Its bytes are piped to
 * the decoder, so they must be of a container that is read from front to back and can be entered anywhere: an MPEG program or transport stream.
 */
export interface StreamedMedia {
  /** What messages call it. */
  readonly name: string;
  /** Number of bytes. */
  readonly fileBytes: number;
  /** Length of the presentation in seconds, which no decoder can tell of a pipe; 0 where it is not known. */
  readonly duration: number;
  /**
   * Its bytes, from `offset` on. Called several times: to probe it, for the pictures, for the sound. What it throws is thrown by what decodes,
   * untouched.
   */
  open(offset: number): AsyncIterable<Uint8Array>;
}

/** What is decoded: the path of a file, or a stream. */
export type MediaInput = string | StreamedMedia;

/** What messages call it. */
export function nameOfInput(input: MediaInput): string {
  return typeof input === 'string' ? input : input.name;
}

/** Throws a `TypeError` unless it is a path or a stream. */
export function checkInput(input: MediaInput): void {
  if (typeof input === 'string' || typeof input?.open !== 'function') checkText('path', input);
}

/**
 * Looks at what is to be decoded and at its first bytes.
 * @throws StreetdateError as {@link openMediaFile}, and what a stream throws.
 */
export async function openInput(input: MediaInput): Promise<MediaFile> {
  if (typeof input === 'string') return openMediaFile(input);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input.open(0)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  if (length === 0) throw new StreetdateError('empty-file', `${input.name} is empty`, { path: input.name });
  return { path: input.name, fileBytes: input.fileBytes, head: Buffer.concat(chunks).subarray(0, HEAD_BYTES) };
}
