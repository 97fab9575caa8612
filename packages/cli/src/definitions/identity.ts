import { define, flag } from './define.ts';

/** `streetdate iscc` */
export const iscc = define({
  name: 'iscc',
  summary: 'name the bytes of files by ISO 24138: Data-Code, Instance-Code and both as one',
  operand: { usage: '<file...>', description: 'any files' },
  options: { json: flag('--json', 'print JSON Lines, see schema/iscc.schema.json') },
  examples: [['streetdate iscc upload.mp4', 'for lists of other parties']],
});

/** `streetdate c2pa` */
export const c2pa = define({
  name: 'c2pa',
  summary: 'read what the C2PA manifests of files claim, and whether it fits the files and their matches',
  details:
    'Of a file that the library has scanned, a claim that contradicts the match is reported. Whether a signer is to be trusted is not asked.',
  operand: { usage: '<file...>', description: 'JPEG, PNG, HEIF, MP4 or MP3' },
  options: { json: flag('--json', 'print JSON Lines, see schema/c2pa.schema.json') },
  examples: [['streetdate c2pa upload.mp4', 'who signed it, what it claims, what contradicts it']],
});
