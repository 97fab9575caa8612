import { define, flag, read } from './define.ts';
import { readSeconds } from './readers.ts';
import { CONCURRENCY, SIGHTING_OPTIONS } from './shared-options.ts';

/** `streetdate watch` */
export const watch = define({
  name: 'watch',
  summary: 'scan the files that arrive in a folder, and go on',
  details:
    'A file is taken when its size and time have not changed for some seconds, and no program on this machine has it open for writing. ' +
    'Folders that appear are watched too. The folder is listed again and again, which also works on network drives.\n' +
    'Results are printed and stored as `scan` does. After a restart, files that were scanned before are not decoded or printed again.\n' +
    'Between files other commands can write to the library. Ctrl-C stops it. Decoders run in a sandbox where there is one, see `doctor`.',
  operand: { usage: '<folder>', description: 'the folder that files arrive in' },
  options: {
    settle: read('--settle <seconds>', 'how long a file must stay as it is (default: 10)', readSeconds),
    every: read('--every <seconds>', 'how long to wait before the folder is listed again (default: 5)', readSeconds),
    retry: read('--retry <seconds>', 'when to try again what could not be stored (default: 60)', readSeconds),
    once: flag('--once', 'stop when no file is left to wait for'),
    territory: SIGHTING_OPTIONS.territory,
    source: SIGHTING_OPTIONS.source,
    concurrency: CONCURRENCY,
    thorough: flag('--thorough', 'decode every frame of every film'),
    json: flag('--json', 'print JSON Lines, one for each file, see schema/scan.schema.json'),
  },
  examples: [
    ['streetdate watch incoming/', 'scans what arrives, until Ctrl-C'],
    ['streetdate watch incoming/ --json >> verdicts.jsonl', 'one line of JSON for each file'],
    ['streetdate watch incoming/ --settle 60 --territory DE', 'for slow uploads, seen in Germany'],
  ],
});
