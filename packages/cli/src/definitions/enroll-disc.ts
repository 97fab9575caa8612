import { define, flag, optional, read } from './define.ts';
import { readId, readTerritory } from './readers.ts';
import { ENROLLMENT_OPTIONS, WINDOW_OPTIONS } from './shared-options.ts';

/** `streetdate enroll disc` */
export const enrollDisc = define({
  name: 'disc',
  summary: 'add a disc to the library: its film, and its extras as separate titles',
  details:
    'A disc is a folder with VIDEO_TS or BDMV, or an image. Each clip is decoded once, even when several playlists play it.\n' +
    'Each clip is stored when it is done, so the same command continues where it stopped.\n' +
    'A file disc.json beside the disc can describe it, see schema/disc-facts.schema.json. Options override it.\n' +
    'A scrambled disc is refused: use the clear master or authoring image.',
  operand: { usage: '<path>', description: 'the disc' },
  options: {
    title: optional('--title <name>', 'the name or id of the film (default: the name on the disc)'),
    id: read('--id <id>', "the disc's id, with which the ids of its references begin (default: made from the title's id)", readId),
    edition: optional('--edition <name>', 'its edition, as its distributor names it'),
    variant: optional('--variant <name>', 'its variant or batch, to tell it from others of the same edition'),
    distributor: optional('--distributor <name>', 'who sells it'),
    ...WINDOW_OPTIONS,
    territory: read('--territory <code>', 'where it is sold, and the territory of --street-date', readTerritory),
    ...ENROLLMENT_OPTIONS,
    mainTitle: optional('--main-title <id>', 'the title that is the film (default: chosen by duration, chapters and other signs)'),
    json: flag('--json', 'print JSON Lines, see schema/enroll-disc.schema.json'),
  },
  examples: [
    [
      'streetdate enroll disc film.iso --title Sintel --street-date 2026-03-10 --territory US --distributor Acme --edition Steelbook',
      'an image',
    ],
    ['streetdate enroll disc /media/disc --variant batch-7', 'a disc with a disc.json beside it'],
  ],
});
