import { checkPath } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import { HEAD_BYTES, type MediaFile, openMediaFile } from './media-file.ts';

/**
 * Media that is not a file of its own, such as a clip inside a disc image, or a VOB without the units that are interleaved with it. Its
 * bytes are piped to the decoder. The container must therefore be one that can be read from front to back and entered anywhere: an MPEG
 * program or transport stream.
 */
export interface StreamedMedia {
  /** Its name in messages. */
  readonly name: string;
  /** Number of bytes. */
  readonly fileBytes: number;
  /** Length of the presentation in seconds, which a decoder cannot find through a pipe; 0 when unknown. */
  readonly duration: number;
  /**
   * Its bytes, from `offset` on. Called several times: for the probe, the pictures and the audio. Its errors reach the caller of the
   * decoder unchanged.
   */
  open(offset: number): AsyncIterable<Uint8Array>;
}

/** Media to decode: the path of a file, or a stream. */
export type MediaInput = string | StreamedMedia;

/** Its name in messages. */
export function nameOfInput(input: MediaInput): string {
  return typeof input === 'string' ? input : input.name;
}

/** Throws a `TypeError` unless it is a path or a stream. */
export function checkInput(input: MediaInput): void {
  if (typeof input === 'string' || typeof input?.open !== 'function') checkPath('path', input);
}

/**
 * Opens media and reads its first bytes.
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
