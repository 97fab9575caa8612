import { define, flag } from './define.ts';

/** `streetdate sightings` */
export const sightings = define({
  name: 'sightings',
  summary: 'scan the files that crawlers report, with link, country and time of each',
  details:
    'A feed has one sighting a row: file (a film, still or .sdfp fingerprint on this machine, relative to the feed), seenAt (ISO 8601 with an offset), ' +
    'basis (observed, reported, file-time or unknown; default: reported), link or host or both, account and country. It is JSON Lines, or CSV with these names ' +
    'in its first row. schema/sighting-row.schema.json describes a row.\n' +
    'Links are never opened. A row that cannot be used is reported with its line, and the others go on. Run it again to go on after a stop, or ' +
    'when the feed has grown: unchanged files are not decoded again. From standard input each row is taken as it comes, with files relative to the ' +
    'current folder. Between rows other commands can write to the library. The library keeps each row of a scanned file once, see `show` and `report`, and judges the file by its earliest time that somebody observed or reported.',
  operand: { usage: '<feed...>', description: 'JSON Lines, or CSV for names that end in .csv; - for JSON Lines from standard input' },
  options: {
    new: flag('--new', 'do not print rows that an earlier run has stored'),
    json: flag('--json', 'print JSON Lines, one for each row, see schema/sighting.schema.json'),
  },
  examples: [
    ['streetdate sightings crawl.jsonl', 'each file, judged by when and where it was seen'],
    ['streetdate sightings crawl.csv --json', 'one line of JSON for each row'],
    ['tail -n +1 -F crawl.jsonl | streetdate sightings --new -', 'each row once, as the feed grows, also after a restart'],
  ],
});
