import { createReadStream } from 'node:fs';
import { type Fingerprint, readVideoSignatures, type StreamedMedia } from '@streetdate/core';
import { type FileState, fileFault } from '../files/file-state.ts';
import { isFingerprintName } from '../files/media-names.ts';
import { isccVideoCode } from '../iscc/content-codes.ts';
import { GrowingIscc, type IsccOfBytes } from '../iscc/iscc-of-bytes.ts';
import type { IsccBits } from '../iscc/iscc-unit.ts';
import { type IsccUnits, isccOfFingerprint } from '../iscc/iscc-units.ts';

/** Options for {@link readIscc}. */
export interface ReadIsccOptions {
  readonly video?: boolean | undefined;
  readonly known?: IsccOfBytes | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes that are read at once. */
const CHUNK = 1 << 18;
/** Units are stored whole; others may keep shorter ones. */
const BITS = 256;

/**
 * The ISCC units of a file: the Audio-Code of its fingerprint, the Data-Code and the Instance-Code of its bytes. The decoder reads files by
 * itself, so the bytes are read once more, at some 27 MB a second. A fingerprint file has no codes of its bytes: its film has other ones.
 * @param video - Whether to compute the Video-Code too, which decodes a film once more. A film in an archive gets none.
 * @param known - Codes of the bytes, where they are known. @defaultValue the file is read
 * @throws StreetdateError as `fileFault`, and what a stream throws. The signal's reason.
 */
export async function readIscc(
  file: FileState,
  fingerprint: Fingerprint,
  { video = false, known, signal }: ReadIsccOptions = {},
): Promise<IsccUnits> {
  const audio = isccOfFingerprint(fingerprint);
  if (file.stream === undefined && isFingerprintName(file.path)) return audio;
  const { dataCode: data, instanceCode: instance } = known ?? (await readBytes(file, signal));
  if (!video || file.stream !== undefined || fingerprint.kind !== 'film') return { ...audio, data, instance };
  return { ...audio, video: await readVideoCode(file.media ?? file.realPath, BITS, signal), data, instance };
}

/** The Video-Code of a film. @throws StreetdateError as `readVideoSignatures`. */
export async function readVideoCode(path: string, bits: IsccBits, signal?: AbortSignal): Promise<string> {
  return isccVideoCode(await readVideoSignatures(path, { signal }), bits);
}

async function readBytes(file: FileState, signal: AbortSignal | undefined): Promise<IsccOfBytes> {
  const iscc = new GrowingIscc();
  try {
    const parts: AsyncIterable<Uint8Array> =
      file.stream?.open(0) ?? createReadStream(file.media ?? file.realPath, { highWaterMark: CHUNK });
    for await (const part of parts) {
      signal?.throwIfAborted();
      iscc.push(part);
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw fileFault(cause, file.path);
  }
  return iscc.finish(BITS);
}

/**
 * A stream that computes the codes of its bytes as they go to the decoder, so that an archive is not unpacked a second time. A decoder that
 * stops before the end leaves none.
 * @param keep - Receives the codes once all bytes went by.
 */
export function codingStream(stream: StreamedMedia, keep: (codes: IsccOfBytes) => void): StreamedMedia {
  return {
    ...stream,
    async *open(offset) {
      const iscc = offset === 0 ? new GrowingIscc() : undefined;
      for await (const part of stream.open(offset)) {
        iscc?.push(part);
        yield part;
      }
      if (iscc) keep(iscc.finish(BITS));
    },
  };
}
