import { define, flag, mandatory, optional, read, several } from './define.ts';
import { readCount, readKeyId } from './readers.ts';
import { SERVED_OPTIONS, SIGNER_OPTIONS } from './shared-options.ts';

/** `streetdate bundle` */
export const bundle = define({
  name: 'bundle',
  summary: 'make a signed bundle of scans, which another party can check without this library',
  details:
    'The ledger must have the scans: run ledger record first. The passphrase of the key is read from STREETDATE_PASSPHRASE. With --tsa, the digests of the ledger and of the signature are sent to that address, and the ledger keeps the first stamp.',
  operand: { usage: '<scan...>', description: 'ids of scans or paths of scanned files' },
  options: {
    output: optional('-o, --output <file>', 'the ZIP file to write (default: NAME.zip)'),
    name: optional('--name <name>', 'its name: letters, digits, dots, hyphens and underscores (default: streetdate-bundle)'),
    ...SIGNER_OPTIONS,
    tsa: optional('--tsa <url>', 'a time-stamping authority (RFC 3161)'),
    withoutPictures: flag('--without-pictures', 'leave out the frames for people to look at'),
    ...SERVED_OPTIONS,
  },
  examples: [
    ['streetdate bundle upload.mp4 --key key.pem -o case-1.zip', 'one scan'],
    ['streetdate bundle upload.mp4 --signer-program ./sign-by-token.sh --public-key key.pub.pem', 'the key stays in a token'],
  ],
});

/** `streetdate replay` */
export const replay = define({
  name: 'replay',
  summary: 'scan a file again and compare with what a bundle states of it',
  details:
    'It needs no library: the bundle holds the intervals of the references. Exit status 0: every stated match was found again, no other was, and the verdicts are the same. 3 otherwise. Run verify first: replay looks at no signature.',
  operand: { usage: '<bundle>', description: 'the ZIP file' },
  options: {
    media: mandatory('--media <file>', 'the file that the bundle’s scan is of'),
    scan: optional('--scan <name>', 'the id or file name of the scan in the bundle (default: that of the file’s name, or the only one)'),
    json: flag('--json', 'print JSON, see schema/replay.schema.json'),
  },
  examples: [['streetdate replay case-1.zip --media upload.mp4', 'on another machine']],
});

/** `streetdate verify` */
export const verify = define({
  name: 'verify',
  summary: 'verify a bundle: needs the bundle and trusted keys only',
  details:
    'Every digest, signature, stamp and proof is checked, and every number computed again. Exit status 0: all of it holds and a trusted key signed it. 3 otherwise.',
  operand: { usage: '<bundle>', description: 'the ZIP file' },
  options: {
    key: several('--key <file>', 'a public key in PEM that may sign bundles; repeatable', (path) => path),
    root: several('--root <file>', 'certificates in PEM whose holders may sign bundles; repeatable', (path) => path),
    stampRoot: several('--stamp-root <file>', 'certificates in PEM of trusted time-stamping authorities; repeatable', (path) => path),
    revoked: several('--revoked <key-id>', 'the id of a key that is no longer trusted, 64 hexadecimal digits; repeatable', readKeyId),
    checkpoint: several(
      '--checkpoint <file>',
      'a state of the same ledger from elsewhere, of any size, as JSON or as a signed note; one that is later than the bundle needs a proof (ledger checkpoint --since); repeatable',
      (path) => path,
    ),
    witness: several('--witness <key>', 'a witness whose signature under checkpoints counts, NAME+HASH+KEY; repeatable', (key) => key),
    signers: read('--signers <n>', 'how many trusted keys must have signed it (default: 1)', readCount),
    json: flag('--json', 'print JSON, see schema/verify.schema.json'),
  },
  examples: [['streetdate verify case-1.zip --key partner.pub.pem', 'says what holds, what does not, and what cannot be known']],
});
