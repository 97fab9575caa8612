import { define, flag, mandatory, optional } from './define.ts';
import { readId, readName } from './readers.ts';
import { RECORDED_BY } from './shared-options.ts';

const JSON_FLAG = flag('--json', 'print JSON Lines, see schema/exclude.schema.json');

/** `streetdate exclude` */
export const exclude = define({
  name: 'exclude',
  summary: 'exclude intervals of a title that prove nothing, such as archive footage',
  details:
    'A file that shows only excluded footage is no copy of the title. The intervals are given on one rendition. They are found in the ' +
    "title's other renditions by their fingerprints; where one is not found, the output names the rendition. Renditions that are enrolled " +
    'later get them too. Nothing is scanned again.',
  operand: {
    usage: '<title-and-intervals...>',
    description: 'the name or id of the title, then its intervals: START-END, each as 0:12:00, 12:00.5 or seconds',
  },
  options: {
    reason: { ...mandatory('--reason <text>', 'why they prove nothing'), parse: readName },
    reference: { ...optional('--reference <id>', 'the rendition that the times are of (default: the longest film)'), parse: readId },
    by: RECORDED_BY(),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate exclude "The Long War" 0:12:00-0:12:31 --reason "archive footage"', 'half a minute that other films show as well'],
    ['streetdate exclude the-long-war 0-42 1:31:07-1:33:00 --reason "distributor\'s trailer" --reference us-bd', 'times of one rendition'],
  ],
});

/** `streetdate exclude list` */
export const excludeList = define({
  name: 'list',
  summary: 'list what is excluded',
  operand: { usage: '[title...]', description: 'names or ids of titles (default: all)' },
  options: { json: JSON_FLAG },
  examples: [['streetdate exclude list', 'every exclusion with its id']],
});

/** `streetdate exclude remove` */
export const excludeRemove = define({
  name: 'remove',
  summary: 'remove exclusions, and what was carried from them to other renditions',
  operand: { usage: '<id...>', description: 'ids of exclusions, see `exclude list`' },
  options: {
    reason: { ...optional('--reason <text>', 'why, for the ledger'), parse: readName },
    by: RECORDED_BY(),
    json: JSON_FLAG,
  },
  examples: [['streetdate exclude remove 3f1c09a7be42', 'the footage counts again, in every rendition']],
});
