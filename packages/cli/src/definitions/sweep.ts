import { define, flag, optional, read, several } from './define.ts';
import { readMemory, readPath } from './readers.ts';
import { CONCURRENCY, SIGHTING_OPTIONS } from './shared-options.ts';

/** `streetdate sweep` */
export const sweep = define({
  name: 'sweep',
  summary: 'compare a large batch of files with the whole library at once',
  details:
    'For batches of thousands of files. One SQL join on band keys compares all files together; a scan searches for each file separately.\n' +
    'Findings are judged, printed and stored as in a scan. Nothing is stored about other files.\n' +
    'A scan also compares titles that are not released yet frame by frame. A sweep does not.\n' +
    'Needs the package @duckdb/node-api. The SQL is in the package @streetdate/sweep, in a dialect that Spark and Trino share; ' +
    'prepareSweep writes the files for them.',
  operand: { usage: '[path...]', description: 'more files or folders of the batch' },
  options: {
    batch: several('--batch <path>', 'fingerprints (.sdfp), films, stills, or a folder of them; repeatable', readPath),
    parquet: optional('--parquet <dir>', 'what `export --parquet` wrote of this library (default: made for this sweep)'),
    memory: read('--memory <size>', 'memory for the join, such as 8G; the rest goes to the library’s folder (default: 2G)', readMemory),
    ...SIGHTING_OPTIONS,
    concurrency: CONCURRENCY,
    json: flag('--json', 'print JSON Lines: one for each finding and one for the sweep, see schema/sweep.schema.json'),
  },
  examples: [
    ['streetdate sweep --batch fingerprints/', 'every fingerprint in the folder and its subfolders'],
    ['streetdate sweep --batch fingerprints/ --parquet parquet/ --memory 16G --json', 'against a library that was exported before'],
  ],
});
