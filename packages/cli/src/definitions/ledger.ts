import { define, flag, mandatory, oneOf, optional, read, several } from './define.ts';
import { readCount, readEntries } from './readers.ts';
import { SERVED_OPTIONS, SIGNER_OPTIONS } from './shared-options.ts';

const BY = mandatory('--by <name>', 'who has it written, as the ledger shall name them');
const JSON_FLAG = flag('--json', 'print JSON, see schema/ledger.schema.json');

/** `streetdate ledger record` */
export const ledgerRecord = define({
  name: 'record',
  summary: 'record stored scans, their verdicts, what these are by, and the servers of the case in the ledger',
  details:
    'Enrolments of references, too. What verdicts are by: exclusions, decided conflicts, allowed sources, promos and disputes. What is recorded already is left out. Nothing in a ' +
    'ledger is changed or removed.',
  operand: {
    usage: '[scan...]',
    description: 'ids of scans or paths of scanned files (default: every stored scan, what verdicts are by, and every server)',
  },
  options: { by: BY, reason: optional('--reason <text>', 'why verdicts changed since'), json: JSON_FLAG, ...SERVED_OPTIONS },
  examples: [
    ['streetdate ledger record --by "M. Rossi"', 'every stored scan, and every server'],
    ['streetdate ledger record upload.mp4 --by "M. Rossi"', 'the scans of one file'],
  ],
});

/** `streetdate ledger decide` */
export const ledgerDecide = define({
  name: 'decide',
  summary: 'record what a person decided about a scan',
  operand: { usage: '<scan>', description: 'the id of a scan, or the path of a scanned file' },
  options: {
    by: BY,
    decision: { ...oneOf('--decision <word>', 'what was decided', ['confirmed', 'rejected', 'needs-more']), mandatory: true },
    reason: mandatory('--reason <text>', 'why'),
    json: JSON_FLAG,
    ...SERVED_OPTIONS,
  },
  examples: [['streetdate ledger decide upload.mp4 --by "M. Rossi" --decision confirmed --reason "seen side by side"', 'a decision']],
});

/** `streetdate ledger correct` */
export const ledgerCorrect = define({
  name: 'correct',
  summary: 'record that an earlier entry is wrong, and why',
  details: 'The entry stays. Whoever verifies a bundle with it reads the correction first.',
  operand: { usage: '<entry>', description: 'the position of the entry, as ledger show prints it' },
  options: { by: BY, reason: mandatory('--reason <text>', 'what is wrong with it'), json: JSON_FLAG, ...SERVED_OPTIONS },
  examples: [['streetdate ledger correct 12 --by "M. Rossi" --reason "the scan was of another file"', 'a correction']],
});

/** `streetdate ledger anchor` */
export const ledgerAnchor = define({
  name: 'anchor',
  summary: "have an authority stamp the ledger's state, and keep the stamp in the ledger",
  details:
    'The SHA-256 of the state is sent to the authority (RFC 3161). From then on nobody can write these entries anew, or date others before it. Call it by a schedule, such as cron: it does nothing where nothing is new.',
  options: {
    by: BY,
    tsa: mandatory('--tsa <url>', 'the time-stamping authority'),
    every: read('--every <hours>', 'do nothing where the last anchor is younger (default: 0)', readCount),
    json: JSON_FLAG,
    ...SERVED_OPTIONS,
  },
  examples: [['streetdate ledger anchor --by cron --tsa https://tsa.example/ --every 24', 'once a day']],
});

/** `streetdate ledger show` */
export const ledgerShow = define({
  name: 'show',
  summary: 'show the entries of the ledger',
  options: { json: flag('--json', 'print each entry as canonical JSON, one a line'), ...SERVED_OPTIONS },
  examples: [['streetdate ledger show --json > ledger.jsonl', 'hand the whole ledger over']],
});

/** `streetdate stats` */
export const stats = define({
  name: 'stats',
  summary: 'say how many accusations were taken back, by title, host and reason',
  details:
    'By the ledger: record scans before you act on them, and again after a change (`streetdate ledger record`). A scan that was called a leak and is no longer, or that a person rejected, was corrected.',
  options: { json: flag('--json', 'print JSON, see schema/stats.schema.json'), ...SERVED_OPTIONS },
  examples: [
    ['streetdate stats', 'the rate of corrections, and what had left the house before'],
    ['streetdate stats --json', 'each correction, with its entries of the ledger'],
  ],
});

/** `streetdate ledger checkpoint` */
export const ledgerCheckpoint = define({
  name: 'checkpoint',
  summary: "print the ledger's state, to be kept elsewhere",
  details:
    'Whoever keeps it can later show that entries were cut, changed or replaced, and which. With --key or --signer-program it is a signed note in the form of C2SP tlog-checkpoint, which public witnesses take; the key that they need goes to the standard error.',
  options: {
    since: read('--since <entries>', 'prove that the ledger began with so many entries, as a bundle of then has them', readEntries),
    origin: optional('--origin <name>', 'the name of the ledger in the note (default: streetdate-ledger)'),
    ...SIGNER_OPTIONS,
    ...SERVED_OPTIONS,
  },
  examples: [
    ['streetdate ledger checkpoint > 2026-03-01.checkpoint.json', 'some hundred bytes'],
    ['streetdate ledger checkpoint --key key.pem --origin example.org/ledger > checkpoint.txt', 'a note for witnesses'],
  ],
});

/** `streetdate ledger check` */
export const ledgerCheck = define({
  name: 'check',
  summary: 'check every entry of the ledger',
  details: 'Without a checkpoint, missing entries at the end cannot be found. Exit status 3: the ledger is not whole.',
  options: {
    checkpoint: several('--checkpoint <file>', 'an earlier state of this ledger; repeatable', (path) => path),
    file: optional('--file <file>', "a ledger that was handed over as JSON Lines (default: the library's)"),
    json: JSON_FLAG,
    ...SERVED_OPTIONS,
  },
  examples: [['streetdate ledger check --checkpoint 2026-03-01.checkpoint.json', 'finds and names each edit, cut and fork']],
});
