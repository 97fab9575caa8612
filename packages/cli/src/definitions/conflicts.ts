import { define, flag, mandatory, optional, read } from './define.ts';
import { readName, readPath } from './readers.ts';
import { RECORDED_BY } from './shared-options.ts';

const JSON_FLAG = flag('--json', 'print JSON Lines, see schema/conflicts.schema.json');

/** `streetdate conflicts list` */
export const conflictsList = define({
  name: 'list',
  summary: 'list footage that titles share, and what was decided',
  details: 'It is found when a film is enrolled: ten seconds and more that a film of another title shows as well.',
  operand: { usage: '[title...]', description: 'names or ids of titles (default: all)' },
  options: {
    undecided: flag('--undecided', 'only what waits for a decision'),
    pictures: read(
      '--pictures <dir>',
      'write pictures of both sides at the same moments there, as JPEG: from the enrolled media, or from stored thumbnails',
      readPath,
    ),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate conflicts list --undecided', 'what waits for a decision'],
    [
      'streetdate conflicts list --undecided --pictures shared',
      'and pictures of both: shared/ID-1-one.jpg, shared/ID-1-other.jpg and so on',
    ],
  ],
});

/** `streetdate conflicts decide` */
export const conflictsDecide = define({
  name: 'decide',
  summary: 'decide whose footage it is that two titles share',
  details:
    'shared: both may show it, so that it proves neither. excluded: neither owns it, as of a newsreel. mine: it proves the title that was ' +
    'enrolled later, or that of --owner, and is excluded from the other. undecided: takes a decision back. Until one is made, footage counts as shared.',
  operand: { usage: '<id-and-decision...>', description: 'ids of conflicts, then one of shared, excluded, mine or undecided' },
  options: {
    reason: { ...mandatory('--reason <text>', 'why'), parse: readName },
    owner: {
      ...optional('--owner <title>', 'for mine: the title that it belongs to (default: the one that was enrolled later)'),
      parse: readName,
    },
    by: RECORDED_BY(),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate conflicts decide 3f1c09a7be42 shared --reason "both licensed it"', 'it proves neither title'],
    ['streetdate conflicts decide 3f1c09a7be42 mine --owner Sintel --reason "the other quotes it"', 'it proves Sintel'],
  ],
});
