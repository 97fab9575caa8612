import { define, flag, optional } from './define.ts';

/** `streetdate disc show` */
export const discShow = define({
  name: 'show',
  summary: 'print what is on a disc: titles, playlists, streams, ids, protection',
  details:
    'A disc is a folder with VIDEO_TS or BDMV, or an image (.iso). Of an image in several volumes, name any one. ' +
    'Images are read in place. Nothing is decrypted.',
  operand: { usage: '<path...>', description: 'discs' },
  options: {
    mainTitle: optional('--main-title <id>', 'the title that is the film (default: chosen by duration, chapters and other signs)'),
    all: flag('--all', 'also list titles that would not be enrolled'),
    json: flag('--json', 'print JSON Lines, see schema/disc.schema.json'),
  },
  examples: [
    ['streetdate disc show film.iso', 'an image'],
    ['streetdate disc show /media/disc --json', 'a mounted disc, as JSON'],
  ],
});
