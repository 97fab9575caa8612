import { define, flag, read, several } from './define.ts';
import { readShortText, readTerritory, readWindow } from './readers.ts';
import { SIGHTING_OPTIONS } from './shared-options.ts';

/** `streetdate judge` */
export const judge = define({
  name: 'judge',
  summary: 'judge stored scans again, with other windows or another sighting, without decoding',
  details:
    'The options hold for this call only; nothing is stored. Without options, each scan is judged by the current windows. With --by, each verdict that ' +
    'differs from the one that the ledger has last becomes an entry: who, why, and what it was.',
  operand: { usage: '[scan...]', description: 'ids of scans or paths of scanned files (default: every stored scan)' },
  options: {
    ...SIGHTING_OPTIONS,
    // A usual territory must not take the place of the one that a scan was stored with.
    territory: read('--territory <code>', 'where they were seen, ISO 3166-1 (US)', readTerritory),
    window: several('--window <territory:channel:instant>', "replaces every title's windows; repeatable", readWindow),
    by: read('--by <name>', 'records changed verdicts in the ledger, as the ledger shall name you', (text) => readShortText(text, 1000)),
    reason: read('--reason <text>', 'with --by: why they changed', (text) => readShortText(text, 1000)),
    json: flag('--json', 'print JSON Lines, one for each file, see schema/scan.schema.json'),
  },
  examples: [
    ['streetdate judge', 'every stored scan, by the current windows'],
    ['streetdate judge --by "M. Rossi" --reason "the trailer was enrolled"', 'also records what changed'],
    ['streetdate judge upload.mp4 --seen-at 2026-03-01T12:00:00Z', 'as if it had been seen then'],
    ['streetdate judge --window US:disc:2026-03-10@America/New_York --territory US', 'with another street date'],
  ],
});
