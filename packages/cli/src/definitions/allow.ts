import { define, flag, mandatory, optional, read } from './define.ts';
import { readAccount, readHostPattern, readShortText, readTimeOfZone } from './readers.ts';
import { RECORDED_BY } from './shared-options.ts';

const JSON_FLAG = flag('--json', 'print JSON Lines, see schema/allowed-source.schema.json');

/** `streetdate allow add` */
export const allowAdd = define({
  name: 'add',
  summary: 'allow copies at a place: an account of a host, or a whole host',
  details:
    'A copy is allowed only if every place where it was seen is. A link shows its account where its path begins with it: studio is that of ' +
    'https://video.example/studio/… and /@studio/…, and user/studio that of /user/studio/…. Where sightings state the account, that one counts.\n' +
    'Times are as in windows. Without a time zone only what is inside it everywhere on Earth is allowed. The same place again changes nothing.',
  options: {
    host: {
      ...mandatory('--host <name>', 'the host name (video.example), or any host under a domain (*.video.example)'),
      parse: readHostPattern,
    },
    account: read('--account <name>', 'the account there', readAccount),
    wholeHost: flag('--whole-host', 'instead of an account: everything on the host, for a host that only you can upload to'),
    title: optional('--title <name>', 'the id or name of the only title (default: every title)'),
    from: read('--from <instant>', 'from when on (2026-12-01@America/New_York)', readTimeOfZone),
    until: read('--until <instant>', 'the first instant at which it is no longer allowed; a date ends it at its beginning', readTimeOfZone),
    reason: read('--reason <text>', 'why, for whoever reads it later', (text) => readShortText(text, 1000)),
    by: RECORDED_BY(),
    json: JSON_FLAG,
  },
  examples: [
    [
      'streetdate allow add --host video.example --account studio --title Sintel --from 2026-12-01@America/New_York',
      'the studio’s own account shows Sintel from that day on',
    ],
    ['streetdate allow add --host "*.studio.example" --whole-host --reason "our own servers"', 'every host under studio.example'],
  ],
});

/** `streetdate allow import` */
export const allowImport = define({
  name: 'import',
  summary: 'allow the places that a CSV file lists',
  details:
    'The first row names the columns: host, and any of account, title, from, until, whole_host (yes or no) and reason. Cells are as the options of ' +
    '`allow add`. Rows that cannot be read are named and left out, and the others are allowed together; mend the file and import it again. A file ' +
    'with any other column is refused, since a misspelt limit would be none.',
  operand: { usage: '<file>', description: 'a CSV file in UTF-8' },
  options: { by: RECORDED_BY(), json: JSON_FLAG },
  examples: [['streetdate allow import accounts.csv', 'each row that is new, and a summary']],
});

/** `streetdate allow list` */
export const allowList = define({
  name: 'list',
  summary: 'list the places where copies are allowed',
  options: { json: JSON_FLAG },
  examples: [['streetdate allow list', 'each place in words, with its id']],
});

/** `streetdate allow remove` */
export const allowRemove = define({
  name: 'remove',
  summary: 'allow copies no longer at places',
  operand: { usage: '<id...>', description: 'ids, as `allow list` prints them' },
  options: {
    reason: read('--reason <text>', 'why, for the ledger', (text) => readShortText(text, 1000)),
    by: RECORDED_BY(),
    json: JSON_FLAG,
  },
  examples: [['streetdate allow remove 0123456789abcdef', '`streetdate judge` judges stored scans again']],
});
