import type { ByteReader } from '../bytes/byte-reader.ts';
import { sized } from './bdmv-file.ts';

/** What a BD-J object states about the playlists of its Java programs. */
export interface BdjObject {
  /** Playlists that the programs may play, in order; undefined if they may play any. */
  readonly playlists: readonly string[] | undefined;
  /** A playlist that starts automatically, before the programs run. */
  readonly autostart: string | undefined;
}

/**
 * Reads a `*.bdjo`. From 48 on it has parts that begin with their length: terminal, application cache, accessible playlists, and the
 * applications, which are ignored. The playlists are 11 bits for their number, a bit for access to all, a bit for starting the first one,
 * and from 4 on 6 bytes for each name.
 * @throws StreetdateError `damaged-disc`.
 */
export function readBdjObject(file: ByteReader): BdjObject {
  const terminal = sized(file, 48, 'terminal');
  const cacheAt = 52 + terminal.length;
  const cache = sized(file, cacheAt, 'application cache');
  const table = sized(file, cacheAt + 4 + cache.length, 'accessible playlists');
  const flags = table.u16(0);
  const names: string[] = [];
  for (let index = 0; index < flags >> 5; index++) {
    const name = table.ascii(4 + 6 * index, 5);
    // Skips invalid playlist names.
    if (/^[0-9A-Za-z]{5}$/.test(name)) names.push(name.toUpperCase());
  }
  return { playlists: (flags & 0x10) === 0 ? names : undefined, autostart: (flags & 0x08) === 0 ? undefined : names[0] };
}
