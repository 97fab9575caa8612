import { StreetdateError } from '@streetdate/core';
import type { ByteSource } from '@streetdate/disc';
import { readBdjObject } from '../../../packages/disc/src/bluray/bdj-object.ts';
import { readClipInfo } from '../../../packages/disc/src/bluray/clip-info.ts';
import { readIndexTable } from '../../../packages/disc/src/bluray/index-table.ts';
import { reachedFrom, readMovieObjects } from '../../../packages/disc/src/bluray/movie-objects.ts';
import { readPlaylist } from '../../../packages/disc/src/bluray/playlist.ts';
import { ByteReader } from '../../../packages/disc/src/bytes/byte-reader.ts';
import { readManager } from '../../../packages/disc/src/dvd/manager.ts';
import { readTitleSet } from '../../../packages/disc/src/dvd/title-set.ts';
import { Faults } from '../../../packages/disc/src/structure/faults.ts';
import { readIso9660 } from '../../../packages/disc/src/volume/iso9660.ts';
import { readUdf } from '../../../packages/disc/src/volume/udf.ts';
import type { Volume } from '../../../packages/disc/src/volume/volume.ts';
import { BLURAY_STRUCTURES } from './wholes.ts';

/** Bytes in memory, read as a file. */
export function memory(bytes: Uint8Array): ByteSource {
  return { name: 'image', size: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length), close: async () => {} };
}

/** Each structure's reader, which says what it passes over. */
export const STRUCTURES: Readonly<Record<string, (bytes: Uint8Array, faults: Faults) => unknown>> = {
  playlist: (bytes) => readPlaylist(new ByteReader(bytes, 'playlist')),
  'clip-information': (bytes) => readClipInfo(new ByteReader(bytes, 'clip')),
  index: (bytes) => readIndexTable(new ByteReader(bytes, 'index')),
  'java-object': (bytes) => readBdjObject(new ByteReader(bytes, 'object')),
  'movie-objects': (bytes) => {
    const index = readIndexTable(new ByteReader(BLURAY_STRUCTURES.index, 'index'));
    return reachedFrom(index.titles, index, readMovieObjects(new ByteReader(bytes, 'objects')));
  },
  'dvd-manager': (bytes, faults) => readManager(new ByteReader(bytes, 'VIDEO_TS.IFO'), faults),
  'dvd-title-set': (bytes, faults) => readTitleSet(new ByteReader(bytes, 'VTS_01_0.IFO'), 1, faults),
  'udf-metadata': async (bytes) => readAll(await readUdf(memory(bytes))),
  'udf-virtual': async (bytes) => readAll(await readUdf(memory(bytes))),
  'udf-sparable': async (bytes) => readAll(await readUdf(memory(bytes))),
  'iso-9660': async (bytes) => readAll(await readIso9660(memory(bytes))),
};

/** Lists two floors of folders, and reads what lies in them. */
export async function readAll(volume: Volume | undefined): Promise<void> {
  for (const entry of (await volume?.root.list()) ?? []) {
    for (const child of entry.isFolder ? await entry.list() : []) if (!child.isFolder) await child.open('file').read(0, 20_000);
  }
}

/** What is said of a structure. @throws Whatever is thrown that is no answer to damage. */
export async function answerOf(structure: string, bytes: Uint8Array): Promise<string> {
  const faults = new Faults();
  let thrown: string[] = [];
  try {
    await STRUCTURES[structure]!(bytes, faults);
  } catch (error) {
    if (!(error instanceof StreetdateError) || error.code !== 'damaged-disc') throw error;
    thrown = [error.message];
  }
  const said = [...faults.lines, ...thrown];
  return said.length === 0 ? 'read' : said.join('\n');
}
