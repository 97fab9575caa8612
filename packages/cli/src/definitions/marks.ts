import { define, flag, mandatory, oneOf, optional, read, several } from './define.ts';
import { readCount, readSeconds } from './readers.ts';
import { RECORDED_BY } from './shared-options.ts';

const COLLUDERS = read('--colluders <n>', 'copies that may be put together and are still told; 1 to 20 (default: 2)', readCount);
const SEGMENT = read(
  '--segment <seconds>',
  'length of a segment; shorter ones carry more, and each is read less surely (default: 2)',
  readSeconds,
);

/** The options that say what marks derive from. */
export const MARK_KEY_OPTIONS = {
  key: optional('--key <file>', 'the secret that marks derive from'),
  signerProgram: optional(
    '--signer-program <file>',
    'instead of it, a program that signs with a token (PKCS#11) or a service: the secret follows from its signature, so the key must be of Ed25519',
  ),
  signerArgument: several('--signer-argument <text>', 'an argument of that program; repeatable', (text) => text),
  publicKey: optional('--public-key <file>', 'the public key of that program, in PEM'),
};

/** `streetdate mark` */
export const mark = define({
  name: 'mark',
  summary: 'put a mark that nobody sees into a master, and make a copy of its own for each recipient',
  details:
    'Each segment is rendered once in two versions. A recipient’s copy joins them in an order of its own, without encoding again, so a further ' +
    'recipient costs no more than writing a file: run it again with a longer list. An interrupted run continues. The key is made if the file is ' +
    'missing; keep it apart from the films and the list. A film that is too short to tell copies after so many are put together is refused: see ' +
    '`streetdate marks plan`.',
  operand: { usage: '<master>', description: 'the film: progressive SDR, any codec' },
  options: {
    recipients: mandatory('--recipients <file>', 'a list with a column recipient: CSV in UTF-8, or XLSX'),
    out: mandatory('--out <folder>', 'the folder for versions, copies and the list of who got which'),
    ...MARK_KEY_OPTIONS,
    colluders: COLLUDERS,
    segment: SEGMENT,
    crf: read('--crf <n>', 'constant rate factor of libx264 (default: 18)', readCount),
    preset: oneOf('--preset <preset>', 'preset of libx264 (default: medium)', [
      'ultrafast',
      'superfast',
      'veryfast',
      'faster',
      'fast',
      'medium',
      'slow',
      'slower',
      'veryslow',
    ]),
    container: oneOf(
      '--container <container>',
      'of the copies; bluray makes clips once, and for each recipient the folder of a disc whose playlist orders them (default: mkv)',
      ['mkv', 'mp4', 'bluray'],
    ),
    by: RECORDED_BY(),
    json: flag('--json', 'print JSON Lines, see schema/marks.schema.json'),
  },
  examples: [['streetdate mark master.mov --recipients list.csv --out issued/ --key marks.key', 'a copy for each recipient of the list']],
});

/** `streetdate trace` */
export const trace = define({
  name: 'trace',
  summary: 'read the marks of copies, with the original at hand, and name the issued copies that they are consistent with',
  details:
    'A copy that was put together from several is consistent with each of them. The odds are an upper bound of the chance that a copy which was ' +
    'not used scores as high, whatever was done to the others. Who passed a copy on is not known by it.',
  operand: { usage: '<copy...>', description: 'suspect films' },
  options: {
    original: mandatory('--original <file>', 'the master that was marked'),
    marks: mandatory('--marks <folder>', 'the folder that `streetdate mark` wrote'),
    ...MARK_KEY_OPTIONS,
    by: RECORDED_BY(),
    json: flag('--json', 'print JSON Lines, see schema/marks.schema.json'),
  },
  examples: [['streetdate trace upload.mp4 --original master.mov --marks issued/ --key marks.key', 'which copy is it consistent with?']],
});

/** `streetdate marks plan` */
export const marksPlan = define({
  name: 'plan',
  summary: 'how many segments and how much running time tell copies apart, against how many are put together',
  details: 'With a film, whether it is long enough. Nothing is written.',
  operand: { usage: '[master]', description: 'the film' },
  options: {
    segment: SEGMENT,
    canaries: optional('--canaries <file>', 'a JSON list of canaries (kind, name, choices), instead: how many recipients they tell apart'),
    json: flag('--json', 'print JSON, see schema/marks.schema.json'),
  },
  examples: [['streetdate marks plan master.mov', 'what this film can carry']],
});
