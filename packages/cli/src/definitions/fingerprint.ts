import { define, flag, oneOf, read } from './define.ts';
import { readName } from './readers.ts';
import { CONCURRENCY } from './shared-options.ts';

/** `streetdate fingerprint` */
export const fingerprint = define({
  name: 'fingerprint',
  summary: 'write fingerprints of films, stills and sound to .sdfp files, without a library',
  details: 'A fingerprint file can be enrolled and scanned in place of its film. An interrupted run leaves no incomplete file.',
  operand: { usage: '<file...>', description: 'films or stills; sound without a picture as a query' },
  options: {
    output: read('-o, --output <path>', 'the file, or a folder for several (default: NAME.sdfp in the current folder)', readName),
    role: oneOf('--role <role>', 'how many frames are sampled: more for a reference (default: reference)', ['reference', 'query']),
    concurrency: CONCURRENCY,
    json: flag('--json', 'print JSON Lines, see schema/fingerprint.schema.json'),
  },
  examples: [
    ['streetdate fingerprint disc.mkv', 'writes disc.mkv.sdfp'],
    ['streetdate fingerprint uploads/*.mp4 -o prints/ --role query', 'one fingerprint for each file, in a folder that exists'],
  ],
});
