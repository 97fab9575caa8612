import { define, flag, mandatory, optional, several } from './define.ts';
import { MARK_KEY_OPTIONS } from './marks.ts';
import { RECORDED_BY } from './shared-options.ts';

/** `streetdate marks assign` */
export const marksAssign = define({
  name: 'assign',
  summary: 'give each recipient of a title canaries of their own, or register those that copies carry already',
  details:
    'Canaries are what differs from copy to copy without a change of pixels: a take, a cut, a caption, chapter times, the clips of a playlist, a ' +
    'disc id. A list with a column for each canary registers its choices as they are. Otherwise the key decides who gets which combination, as far ' +
    'apart as their number allows. Run it again with a longer list: who has a combination keeps it. Making the copies is left to the authoring.',
  operand: { usage: '<canaries>', description: 'a JSON list of canaries (kind, name, choices)' },
  options: {
    title: mandatory('--title <title>', 'the title, as lists of deliveries name it'),
    recipients: mandatory('--recipients <file>', 'a list with a column recipient (CSV in UTF-8, or XLSX), and perhaps one for each canary'),
    out: mandatory('--out <folder>', 'the folder for the list of who got which'),
    ...MARK_KEY_OPTIONS,
    by: RECORDED_BY(),
    json: flag('--json', 'print JSON Lines, see schema/marks.schema.json'),
  },
  examples: [
    [
      'streetdate marks assign canaries.json --title Sintel --recipients list.csv --out canaries/ --key marks.key',
      'which copy to make for whom',
    ],
  ],
});

/** `streetdate marks compare` */
export const marksCompare = define({
  name: 'compare',
  summary: 'rank the issued copies by the canaries that were seen in a copy',
  details:
    'Disc ids, playlists and chapters are read from a disc or a file. Takes, cuts and captions are read from the pictures of a film where each ' +
    'choice is at hand as one (--variants); otherwise state what a person saw. A canary that was not seen counts for nobody. Who passed a copy on ' +
    'is not known by it.',
  operand: { usage: '[copy]', description: 'a disc (folder or image) or a film' },
  options: {
    issued: mandatory('--issued <folder>', 'the folder that `streetdate marks assign` wrote'),
    seen: several('--seen <name=choice>', 'what was seen of a canary; repeatable', (text) => text),
    variants: optional(
      '--variants <file>',
      'a CSV file with the columns canary, choice, start, end, file and perhaps begins: films, or parts that begin at that time of the master, with ' +
        'each choice of a take, a cut or a caption, and when it is there',
    ),
    mainTitle: optional('--main-title <title>', 'the title of a disc whose chapters are read (default: the likeliest film)'),
    by: RECORDED_BY(),
    json: flag('--json', 'print JSON, see schema/marks.schema.json'),
  },
  examples: [
    ['streetdate marks compare rip.mkv --issued canaries/ --seen "caption at 0:41:02=two lines"', 'which issued copies fit?'],
    ['streetdate marks compare rip.mkv --issued canaries/ --variants variants.csv', 'takes, cuts and captions by the pictures'],
    ['streetdate marks compare disc.iso --issued canaries/', 'only what the disc states'],
  ],
});
