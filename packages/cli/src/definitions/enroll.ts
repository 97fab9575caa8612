import type { PromoForm } from '@streetdate/matcher';
import type { ReferenceKind } from '@streetdate/matcher/internal';
import { define, flag, mandatory, oneOf, optional, read, several } from './define.ts';
import { readId, readPublication } from './readers.ts';
import { CONCURRENCY, ENROLLMENT_OPTIONS, PROMO_STATE, usualTerritory, WINDOW_OPTIONS } from './shared-options.ts';

/** The same as in the matcher, which is not loaded for the help. */
const KINDS = ['disc', 'master', 'screener', 'still', 'promo', 'background'] as const satisfies readonly ReferenceKind[];
const FORMS = ['trailer', 'teaser', 'tv-spot', 'clip', 'preview', 'poster', 'still', 'press-kit'] as const satisfies readonly PromoForm[];

/** `streetdate enroll` */
export const enroll = define({
  name: 'enroll',
  formerName: 'enrol',
  summary: 'add films or stills to the library as references of a title',
  details:
    'A new title is made when it does not exist. A file that is already enrolled is not decoded again; its title and windows are updated.\n' +
    'Only what it lacks of --thumbnails, --details and --local-features is made of it, and added to the same reference. Stored scans are searched again on request.\n' +
    'If a file is called disc, write ./disc.',
  operand: { usage: '<file...>', description: 'films, stills or .sdfp fingerprints' },
  options: {
    title: mandatory('--title <name>', 'the name or id of the title'),
    id: read('--id <id>', "the reference's id, for one file (default: made from the title's id)", readId),
    kind: oneOf('--kind <kind>', 'what is enrolled (default: disc, or still for a picture)', KINDS),
    published: several(
      '--published <instant>',
      'for a promo: when it was published; repeatable (2026-12-01@America/New_York, DE:2026-12-02)',
      readPublication,
    ),
    form: oneOf('--form <form>', 'for a promo: what it is', FORMS),
    promo: PROMO_STATE,
    force: flag('--force', 'enroll as a promo what shows the whole film'),
    edition: optional('--edition <name>', "the disc's edition, as its distributor names it"),
    ...WINDOW_OPTIONS,
    territory: usualTerritory('where the disc is sold, and the territory of --street-date'),
    ...ENROLLMENT_OPTIONS,
    withoutIscc: flag('--without-iscc', 'compute no ISCC of the bytes, which reads each file once more at some 27 MB a second'),
    videoCode: flag('--video-code', 'compute the Video-Code too, part of the ISCC that others have of films; decodes each film once more'),
    concurrency: CONCURRENCY,
    json: flag('--json', 'print JSON Lines, see schema/reference.schema.json'),
  },
  examples: [
    ['streetdate enroll disc.mkv --title Sintel --street-date 2026-03-10', 'a disc that goes on sale everywhere on that day'],
    [
      'streetdate enroll disc.mkv --title Sintel --id sintel-us-bd --territory US --window US:disc:2026-03-10@America/New_York',
      'one edition; its street date has a time zone',
    ],
    ['streetdate enroll disc.mkv --title Sintel --thumbnails', 'also finds portrait crops and partly covered copies'],
    ['streetdate enroll disc.mkv --title Sintel --thumbnails --search-again', 'and looks for them in stored scans'],
    ['streetdate enroll master.mov --title Sintel --kind master --details', 'copies of the master can be told from copies of the disc'],
    ['streetdate enroll poster.jpg --title Sintel', 'a still'],
    [
      'streetdate enroll trailer.mp4 --title Sintel --kind promo --form trailer --published 2026-12-01@America/New_York --promo complete',
      'a trailer: its footage counts as published from then on, and no other promo exists',
    ],
    ['streetdate enroll logo.mkv leader.mkv --title Logos --kind background', 'footage that many films share and that proves nothing'],
  ],
});
