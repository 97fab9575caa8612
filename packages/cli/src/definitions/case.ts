import { define, flag, mandatory, optional, read, several } from './define.ts';
import { readCount, readCountry, readRatio, readSeenAt } from './readers.ts';

/** `streetdate case add-server` */
export const caseAddServer = define({
  name: 'add-server',
  summary: 'take the files of a seized or mirrored server into the case',
  details:
    'The files are only read. Each file is read once, each distinct film scanned once, however many servers have it. Run it again to go on where it was stopped, or after the references changed. The ledger records the server and the Merkle root over its list of files.',
  operand: { usage: '<path>', description: 'a folder, such as a mounted image; or a listing of files, as CSV or JSON Lines' },
  options: {
    name: mandatory('--name <name>', 'its name; unique in the case'),
    country: { ...read('--country <code>', 'where it stood, ISO 3166-1 (DE)', readCountry), mandatory: true },
    seenAt: read('--seen-at <instant>', 'when it was seized, mirrored or listed, ISO 8601 with an offset', readSeenAt),
    custodian: optional('--custodian <name>', 'who has it in custody'),
    by: optional('--by <name>', 'who has it written, as the ledger shall name them (default: the name of the account)'),
    pictures: flag('--pictures', 'scan pictures too, not only films'),
    json: flag('--json', 'print JSON, see schema/case.schema.json'),
  },
  examples: [
    ['streetdate case add-server /mnt/image --name FTP-1 --country NL --seen-at 2026-03-01T09:00:00Z', 'a mounted image'],
    ['streetdate case add-server files.csv --name FTP-2 --country SE', 'a listing with path, size, time, sha256'],
  ],
});

/** `streetdate case report` */
export const caseReport = define({
  name: 'report',
  summary: 'tell which server had which title first, and what servers share',
  details: "Times are the files' own, without the errors of the servers' clocks where shared files tell them.",
  options: {
    output: optional('-o, --output <file>', 'write an HTML page with pictures too'),
    rightClock: several('--right-clock <name>', 'a server whose clock is known to be right; repeatable', (name) => name),
    json: flag('--json', 'print JSON, see schema/case.schema.json'),
  },
  examples: [
    ['streetdate case report', 'the order in which each title spread'],
    ['streetdate case report -o case.html', 'with a map, calendar, matrix, pictures of the spread, and the releases that hang together'],
  ],
});

/** `streetdate case groups` */
export const caseGroups = define({
  name: 'groups',
  summary: 'tell which releases on the servers hang together, and how strongly',
  details:
    'A likelihood ratio compares one group with two. It is learnt from the releases whose names claim a group. A link is consistent with one source, and proves none.',
  options: {
    least: read('--least <ratio>', 'least likelihood ratio of a link (default: 1000)', readRatio),
    withoutTags: flag('--without-tags', 'do not count the groups that names claim'),
    top: read('--top <count>', 'how many links to print (default: 20)', readCount),
    json: flag('--json', 'print JSON with all links, see schema/case.schema.json'),
  },
  examples: [['streetdate case groups --without-tags', 'whether encoders, sites and hours say the same as names do']],
});
