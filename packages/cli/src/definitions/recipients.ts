import { define, flag, mandatory, oneOf, read, several } from './define.ts';
import { readChance, readCount, readSeenVariant } from './readers.ts';
import { SERVED_OPTIONS } from './shared-options.ts';

/** `streetdate recipients` */
export const recipients = define({
  name: 'recipients',
  summary: 'rank recipients by how well their deliveries explain what was seen too early',
  details:
    'The answer is a chance under stated assumptions: what was seen is consistent with copies issued to a recipient. It ranks deliveries, not guilt, and shows how it depends on the chance that nobody on the list is the source.',
  operand: { usage: '<deliveries>', description: 'deliveries as CSV or XLSX, of all titles: those that were not seen count as well' },
  options: {
    mapping: mandatory('--mapping <file>', 'a JSON file that names the columns'),
    seen: several('--seen <title:variant:instant>', 'a variant that was seen too early, and when; repeatable', readSeenVariant),
    nobody: read(
      '--nobody <chance>',
      'chance beforehand that nobody on the list is the source, between 0 and 1 (default: 0.5)',
      readChance,
    ),
    reading: several(
      '--reading <file>',
      'what `streetdate trace --json` or `marks compare --json` printed, as further evidence by its likelihood ratio; repeatable, one for each title',
      (text) => text,
    ),
    top: read('--top <count>', 'how many to print (default: 10)', readCount),
    json: flag('--json', 'print JSON, see schema/recipients.schema.json'),
  },
  examples: [['streetdate recipients sent.csv --mapping columns.json --seen Sintel:A-7:2026-03-01', 'one title; more titles tell more']],
});

/** `streetdate draft` */
export const draft = define({
  name: 'draft',
  summary: 'draft notices and lists for a person to sign, one for each host or one for all',
  details:
    'A missing element blocks a draft and is named. Nothing is sent. Where the library has a ledger, it records each letter with the copies that it ' +
    'names. retraction takes back what earlier letters said of copies that are no longer called a leak: its copies are those of the ledger, and ' +
    'the facts give the sender. With --case the facts need no works and copies.',
  operand: {
    usage: '<kind>',
    description: 'which notice',
    choices: [
      'dmca',
      'dsa',
      'preservation',
      'investigation-order',
      'production-order',
      'budapest',
      'us-preservation',
      'mla-annex',
      'police-summary',
      'examiner-report',
      'retraction',
      'acns',
      'csv',
      'stix',
    ],
  },
  options: {
    facts: mandatory('--facts <file>', 'a JSON file with sender, works, copies, and what the sender has confirmed'),
    output: mandatory('-o, --output <dir>', 'the folder for the drafts: letters as text, HTML and PDF, lists in their own form'),
    case: flag(
      '--case',
      'take the works and copies from the library: every copy that is judged a leak, where it was seen and on each server',
    ),
    host: several('--host <host>', 'only letters for this host; repeatable (default: all)', (text) => text),
    scan: several(
      '--scan <scan>',
      'for a retraction: the id of a scan, or the path of a scanned file; repeatable (default: all that letters name)',
      (text) => text,
    ),
    language: oneOf('--language <language>', 'of a letter (default: en)', ['en', 'fr', 'de', 'es']),
    ...SERVED_OPTIONS,
  },
  examples: [
    ['streetdate draft dsa --case --facts sender.json -o drafts', 'a letter for each host of the case, with its own copies'],
    ['streetdate draft dsa --facts facts.json -o drafts', 'drafts/HOST.txt, drafts/HOST.html and drafts/HOST.pdf'],
    [
      'streetdate draft retraction --facts facts.json -o retractions --language de',
      'a letter for each host that was told what no longer holds',
    ],
  ],
});
