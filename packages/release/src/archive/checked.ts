import { StreetdateError } from '@streetdate/core';
import { crc32 } from '@streetdate/core/internal';
import type { Damage } from './damage.ts';
import { shownPath } from './shown-path.ts';

/** What an archive states about one of its files. */
export interface Stated {
  /** The archive. */
  readonly path: string;
  /** The file's name. */
  readonly name: string;
  /** Its size once unpacked. */
  readonly fileBytes: number;
  /** Its CRC-32; undefined if not stated. */
  readonly crc: number | undefined;
  /** Why only its beginning exists. Size and checksum cannot match then. */
  readonly damage: Damage | undefined;
}

/**
 * Passes a file's chunks on and checks their size and checksum against the archive.
 * @throws StreetdateError `archive-damaged`, after the last chunk or before the first surplus one.
 */
export async function* checked(chunks: AsyncIterable<Uint8Array>, stated: Stated): AsyncGenerator<Uint8Array, void, undefined> {
  let crc = 0;
  let bytes = 0;
  for await (const chunk of chunks) {
    crc = crc32(chunk, crc);
    bytes += chunk.length;
    if (bytes > stated.fileBytes) throw damaged(stated, 'it holds more than it states');
    yield chunk;
  }
  if (stated.damage) return;
  if (bytes < stated.fileBytes) throw damaged(stated, `only ${bytes} of its ${stated.fileBytes} bytes are there`);
  if (stated.crc !== undefined && crc !== stated.crc) throw damaged(stated, 'its bytes do not give the checksum that the archive states');
}

function damaged({ path, name }: Stated, reason: string): StreetdateError {
  return new StreetdateError('archive-damaged', `${shownPath(path)}: ${shownPath(name)} is damaged: ${reason}`, { path });
}
