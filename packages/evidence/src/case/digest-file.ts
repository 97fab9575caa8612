import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import type { ContentKind, ServerProblem, StoredDigest, StoredServerFile } from '@streetdate/engine';
import { fileFault, kindOfContent } from '@streetdate/engine/internal';
import { FORMAT_BYTES } from '@streetdate/release';
import { EncoderTraces } from './encoder-traces.ts';

/** Bytes that are read at once. */
const CHUNK = 1 << 18;

/** Reads a file once: its SHA-256, and the kind of its content. A file that cannot be read, or changed since it was listed, gives the reason. */
export async function digestFile(
  root: string,
  { path, bytes }: StoredServerFile,
  signal?: AbortSignal,
): Promise<StoredDigest | ServerProblem> {
  try {
    // Not through a link that was put in its place after the listing.
    const file = await open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(bytes, 1)));
      const chunks = async function* () {
        for (;;) {
          signal?.throwIfAborted();
          const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      };
      return await digestChunks(chunks(), { path, bytes });
    } finally {
      await file.close();
    }
  } catch (cause) {
    signal?.throwIfAborted();
    const fault = fileFault(cause, join(root, path));
    if (!(fault instanceof StreetdateError)) throw fault;
    return { path, reason: fault.message.slice(join(root, path).length + 2) };
  }
}

/** Digests a content as it comes. @param bytes - Its size as listed; undefined if none is stated. */
export async function digestChunks(
  chunks: AsyncIterable<Uint8Array>,
  { path, bytes }: { readonly path: string; readonly bytes: number | undefined },
): Promise<StoredDigest | ServerProblem> {
  const hash = createHash('sha256');
  let kind: ContentKind | undefined;
  let read = 0;
  // The first chunks, until they tell the kind. They may lie in a buffer that the next ones overwrite.
  let head: Uint8Array = new Uint8Array();
  const encoder = new EncoderTraces();
  const tell = async () => {
    kind = await kindOfContent(head.subarray(0, FORMAT_BYTES), path);
    if (kind === 'film') encoder.push(head);
  };
  for await (const chunk of chunks) {
    hash.update(chunk);
    read += chunk.length;
    if (kind === 'film') encoder.push(chunk);
    if (kind !== undefined) continue;
    head = Buffer.concat([head, chunk]);
    if (head.length >= FORMAT_BYTES) await tell();
  }
  if (kind === undefined && read > 0) await tell();
  if (bytes !== undefined && read !== bytes) return { path, reason: `it has ${read} bytes, and ${bytes} were listed` };
  const traces = encoder.read();
  return { path, digest: hash.digest('hex'), bytes: read, kind: kind ?? 'other', ...(traces && { traces: JSON.stringify(traces) }) };
}
