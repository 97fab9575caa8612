import { exportLibrary, exportLibraryAsParquet, importLibrary, type Transfer, withLibrary } from '@streetdate/engine/internal';
import type { ParquetRecord, TransferRecord } from '@streetdate/engine/records';
import { EXIT, UsageError } from '../exit.ts';
import { worldsFault } from '../output/console.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { escapeText } from '../output/escape.ts';
import { defineCommand, flag, read } from './command.ts';
import { readMemory } from './readers.ts';

const JSON_FLAG = flag('--json', 'print one line of JSON, see schema/transfer.schema.json');

/** `streetdate export` */
export const exportCommand = defineCommand({
  name: 'export',
  summary: 'write the reference library to a folder, for another party',
  details:
    'The folder gets library.json (titles, release windows, references, discs and checksums), its JSON Schema and the fingerprints. ' +
    'No picture, no path of a media file and no scan is in it. With --parquet it gets codes, band keys and catalogue as Parquet, for `sweep` and for ' +
    'every engine that reads Parquet; that needs the package @duckdb/node-api.',
  operand: { usage: '<folder>', description: 'a new or empty folder, or one of an earlier export' },
  options: {
    parquet: flag('--parquet', 'write codes, band keys and catalogue as Parquet'),
    memory: read('--memory <size>', 'memory for --parquet, such as 8G; what is more goes to the folder (2G)', readMemory),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate export handover/', 'everything that is enrolled'],
    ['streetdate export parquet/ --parquet', 'for a sweep, here or on a cluster'],
  ],
  run: async ([path = ''], { parquet, memory }, { home, console, io }) => {
    if (parquet) {
      const { references, frames, pictureBands, soundBands, commonBands } = await withLibrary(home, {}, (library) =>
        exportLibraryAsParquet(library, path, { memoryBytes: memory, signal: io.signal }),
      );
      const bands = pictureBands + soundBands;
      const record: ParquetRecord = { type: 'export-parquet', path, references, frames, bands, commonBands };
      console.result(
        record,
        escapeText(`exported to ${path}: ${count(references, 'reference')}, ${count(frames, 'frame')}, ${count(bands, 'band key')}`),
      );
      return EXIT.nothingFound;
    }
    if (memory !== undefined) throw new UsageError('--memory is for --parquet');
    const transfer = await withLibrary(home, {}, (library) => exportLibrary(library, path));
    console.result(recordOf('export', path, transfer), textOf('exported to', path, transfer));
    return EXIT.nothingFound;
  },
});

/** `streetdate import` */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'add an exported reference library',
  details:
    'Every checksum and fingerprint is verified before anything is written. What is there already is left alone; what contradicts the ' +
    'library stops the import, unless --overwrite is given.',
  operand: { usage: '<folder...>', description: 'exported folders, or their library.json' },
  options: { overwrite: flag('--overwrite', 'let what comes in replace what is known here'), json: JSON_FLAG },
  examples: [
    ['streetdate import handover/', 'adds what is new'],
    ['streetdate import handover/ --overwrite', 'takes over changed street dates'],
  ],
  run: async (paths, { overwrite }, { home, console, io }) => {
    await withLibrary(home, { create: true }, async (library) => {
      for (const path of paths) {
        try {
          const transfer = await importLibrary(library, path, { enrolledAt: io.now().toISOString(), overwrite });
          console.result(recordOf('import', path, transfer), textOf('imported from', path, transfer));
        } catch (error) {
          console.fail(path, worldsFault(error));
        }
      }
    });
    return EXIT.nothingFound;
  },
});

function recordOf(type: TransferRecord['type'], path: string, transfer: Transfer): TransferRecord {
  return { type, path, ...transfer };
}

function textOf(did: string, path: string, { titles, references, discs, added }: Transfer): string {
  const held = discs > 0 ? `, of ${count(discs, 'disc')}` : '';
  return escapeText(
    `${did} ${path}: ${count(titles, 'title')}, ${count(references, 'reference')}${held}, ${groupDigits(added)} of them new`,
  );
}
