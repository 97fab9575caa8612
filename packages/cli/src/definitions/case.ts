import { define, flag, mandatory, oneOf, optional, read, several } from './define.ts';
import { readChance, readCount, readCountry, readRatio, readSeenAt, readSeenVariant } from './readers.ts';
import { SERVED_OPTIONS, SIGNER_OPTIONS } from './shared-options.ts';

/** `streetdate case add-server` */
export const caseAddServer = define({
  name: 'add-server',
  summary: 'take the files of a seized or mirrored server into the case',
  details:
    'The files are only read. Each file is read once, each distinct film scanned once, however many servers have it. Archives and images among its files are opened, also inside each other, and a film in one is a file of its own. An image is not mounted: The Sleuth Kit lists its file systems, and ewf-tools export an E01 image, which needs its disk’s bytes of temporary space. Run it again to go on where it was stopped, or after the references changed. The ledger records the server and the Merkle root over its list of files; for an image, the digests of its bytes, which are compared with those that it states.',
  operand: {
    usage: '<path>',
    description: 'a folder; a forensic image, raw or E01, or a disc image; or a listing of files, as CSV or JSON Lines',
  },
  options: {
    name: mandatory('--name <name>', 'its name; unique in the case'),
    country: { ...read('--country <code>', 'where it stood, ISO 3166-1 (DE)', readCountry), mandatory: true },
    seenAt: read('--seen-at <instant>', 'when it was seized, mirrored or listed, ISO 8601 with an offset', readSeenAt),
    custodian: optional('--custodian <name>', 'who has it in custody'),
    by: optional('--by <name>', 'who has it written, as the ledger shall name them (default: the name of the account)'),
    pictures: flag('--pictures', 'scan pictures too, not only films'),
    json: flag('--json', 'print JSON, see schema/case.schema.json'),
    ...SERVED_OPTIONS,
  },
  examples: [
    ['streetdate case add-server /mnt/server --name FTP-1 --country NL --seen-at 2026-03-01T09:00:00Z', 'a folder'],
    ['streetdate case add-server exhibit.E01 --name FTP-3 --country DE', 'a forensic image'],
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
    language: oneOf('--language <language>', 'of the HTML page (default: en)', ['en', 'fr', 'de', 'es']),
    rightClock: several('--right-clock <name>', 'a server whose clock is known to be right; repeatable', (name) => name),
    json: flag('--json', 'print JSON, see schema/case.schema.json'),
    ...SERVED_OPTIONS,
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
    ...SERVED_OPTIONS,
  },
  examples: [['streetdate case groups --without-tags', 'whether encoders, sites and hours say the same as names do']],
});

/** `streetdate case log` */
export const caseLog = define({
  name: 'log',
  summary: 'tell from a log of uploads when copies came to a server of the case, and by which account',
  details:
    'Each line about a copy of an enrolled title is an event, with its time put right by the clock’s error. An account is a name on a server, and no person. The ledger records the SHA-256 of the log and these lines.',
  operand: { usage: '<log>', description: 'the log, as the server wrote it' },
  options: {
    server: mandatory('--server <name>', 'the server of the case that it is of'),
    form: { ...oneOf('--form <form>', 'its form', ['xferlog', 'glftpd', 'access']), mandatory: true },
    zone: optional('--zone <offset>', 'the offset of its times from UTC, where its lines have none (+01:00; default: +00:00)'),
    rightClock: several('--right-clock <name>', 'a server whose clock is known to be right; repeatable', (name) => name),
    by: optional('--by <name>', 'who has it written, as the ledger shall name them (default: the name of the account)'),
    json: flag('--json', 'print JSON, see schema/case.schema.json'),
    ...SERVED_OPTIONS,
  },
  examples: [
    ['streetdate case log xferlog --server FTP-1 --form xferlog --zone +01:00', 'a server that kept the time of Central Europe'],
    ['streetdate case log access.log --server WEB-1 --form access', 'a web server: its lines have their zone'],
  ],
});

/** `streetdate case bundle` */
export const caseBundle = define({
  name: 'bundle',
  summary: 'make a signed bundle of the whole case, which another party can check without this library',
  details:
    'It holds every scan with a match, the lists of all servers, and what these tell together: verify computes order, clocks, overlaps, spread and ranking again. The ledger must have all of it: run ledger record first.',
  options: {
    output: optional('-o, --output <file>', 'the ZIP file to write (default: NAME.zip)'),
    name: optional('--name <name>', 'its name: letters, digits, dots, hyphens and underscores (default: streetdate-case)'),
    ...SIGNER_OPTIONS,
    tsa: optional('--tsa <url>', 'a time-stamping authority (RFC 3161)'),
    withoutPictures: flag('--without-pictures', 'leave out the frames for people to look at'),
    rightClock: several('--right-clock <name>', 'a server whose clock is known to be right; repeatable', (name) => name),
    deliveries: optional('--deliveries <file>', 'deliveries to rank, as for recipients: CSV or XLSX'),
    mapping: optional('--mapping <file>', 'a JSON file that names their columns'),
    seen: several('--seen <title:variant:instant>', 'a variant that was seen too early, and when; repeatable', readSeenVariant),
    nobody: read(
      '--nobody <chance>',
      'chance beforehand that nobody on the list is the source, between 0 and 1 (default: 0.5)',
      readChance,
    ),
    ...SERVED_OPTIONS,
  },
  examples: [
    ['streetdate case bundle --key key.pem -o case.zip', 'all servers, titles and sightings'],
    [
      'streetdate case bundle --key key.pem --deliveries sent.csv --mapping columns.json --seen Sintel:A-7:2026-03-01',
      'with a ranking of deliveries',
    ],
  ],
});
