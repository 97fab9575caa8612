import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredServerFile } from '@streetdate/engine';
import type { MediaInput } from '@streetdate/engine/internal';
import { digestChunks } from './digest-file.ts';
import type { AddServerOptions } from './server-options.ts';

/** Where a film lies inside an archive or an image. */
export interface PackedPlace {
  /** Its path on the server. */
  readonly path: string;
  /** The state of the volumes that it is in. */
  readonly packedIn: string;
  /** When it was last written, where no image tells: milliseconds since 1970. */
  readonly modifiedMs: number | undefined;
  /** A reason in the words in which it is stored. */
  readonly reasonOf: (message: string) => string;
}

/**
 * Reads a film in an archive or an image once, and stores it as a file of its own, with the SHA-256 of its own bytes, so that it equals the same film
 * without an archive. Sounds are left out, and pictures unless they are asked for. One that cannot be read is stored with the reason.
 * @returns What became of it; those that were read before, and what is no film, are left out.
 */
export async function takeFilm(
  library: Library,
  serverId: string,
  { stream, expected }: MediaInput,
  { path, packedIn, reasonOf, ...place }: PackedPlace,
  { pictures = false, signal }: AddServerOptions,
): Promise<'read' | 'unreadable' | 'left out'> {
  // Without a stream it is known already. Unknown bytes under another name than that of media are no film.
  if (stream === undefined || !expected || stream.type === 'sound' || (stream.type === 'picture' && !pictures)) return 'left out';
  const { fileBytes, chunks } = stream;
  const modifiedMs = stream.modifiedMs ?? place.modifiedMs;
  let result: Awaited<ReturnType<typeof digestChunks>>;
  try {
    result = await digestChunks(chunks, { path, bytes: fileBytes });
  } catch (cause) {
    signal?.throwIfAborted();
    if (!(cause instanceof StreetdateError)) throw cause;
    result = { path, reason: reasonOf(cause.message) };
  }
  const bytes = 'digest' in result ? result.bytes : (fileBytes ?? 0);
  const file: StoredServerFile = { path, bytes, packedIn, ...(modifiedMs !== undefined && { modifiedMs: Math.round(modifiedMs) }) };
  await library.writeServers(async (writer) => {
    await writer.putServerFiles(serverId, [file]);
    if ('digest' in result) await writer.putDigests(serverId, [result]);
    else await writer.putFileProblems(serverId, [result]);
  });
  return 'digest' in result ? 'read' : 'unreadable';
}
