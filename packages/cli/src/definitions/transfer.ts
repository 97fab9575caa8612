import { define, flag, read } from './define.ts';
import { readMemory } from './readers.ts';
import { RECORDED_BY } from './shared-options.ts';

const JSON_FLAG = flag('--json', 'print one line of JSON, see schema/transfer.schema.json');

/** `streetdate export` */
export const exportDefinition = define({
  name: 'export',
  summary: 'write the reference library to a folder, for another party',
  details:
    'The folder gets library.json, its JSON Schema and the fingerprints. library.json holds titles, release windows, references, discs and checksums.\n' +
    'No picture, no path of a media file and no scan is exported.\n' +
    'With --parquet, the folder gets codes, band keys and the catalogue as Parquet, for `sweep` and other engines that read Parquet. ' +
    'That needs the package @duckdb/node-api.',
  operand: { usage: '<folder>', description: 'a new or empty folder, or one of an earlier export' },
  options: {
    parquet: flag('--parquet', 'write codes, band keys and the catalogue as Parquet'),
    memory: read('--memory <size>', 'memory for --parquet, such as 8G; the rest goes to the folder (default: 2G)', readMemory),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate export handover/', 'everything that is enrolled'],
    ['streetdate export parquet/ --parquet', 'for a sweep, here or on a cluster'],
  ],
});

/** `streetdate import` */
export const importDefinition = define({
  name: 'import',
  summary: 'add an exported reference library',
  details:
    'Every checksum and fingerprint is verified before anything is written. Entries that exist already are left alone. ' +
    'An entry that contradicts the library stops the import, unless --overwrite is given.',
  operand: { usage: '<folder...>', description: 'exported folders, or their library.json' },
  options: { overwrite: flag('--overwrite', 'replace entries of this library that differ'), by: RECORDED_BY(), json: JSON_FLAG },
  examples: [
    ['streetdate import handover/', 'adds what is new'],
    ['streetdate import handover/ --overwrite', 'also replaces changed street dates'],
  ],
});
