import { define, flag, read } from './define.ts';
import { readIsccDistance } from './readers.ts';

/** `streetdate iscc` */
export const iscc = define({
  name: 'iscc',
  summary: 'name the bytes of files by ISO 24138: Data-Code, Instance-Code and both as one',
  operand: { usage: '<file...>', description: 'any files' },
  options: { json: flag('--json', 'print JSON Lines, see schema/iscc.schema.json') },
  examples: [['streetdate iscc upload.mp4', 'for lists of other parties']],
});

/** `streetdate find` */
export const find = define({
  name: 'find',
  summary: 'find the references with an ISCC (ISO 24138), or one near it',
  details:
    'Data-Code and Audio-Code are near where contents are alike: unrelated ones differ in about 32 of 64 bits. An Instance-Code must be equal.\n' +
    'References that were enrolled without an ISCC are not found. Enroll their files again to add it; nothing is decoded then.',
  operand: { usage: '<iscc...>', description: 'ISCC-CODEs or single units: ISCC:KUA…, ISCC:GAA…' },
  options: {
    distance: read('--distance <bits>', 'most bits that may differ, of 64; 0 to 32 (default: 10)', readIsccDistance),
    json: flag('--json', 'print JSON Lines, see schema/find.schema.json'),
  },
  examples: [
    ['streetdate find ISCC:KUAFVC5DMJJGYKZ4MQV6B6THIBBUG', 'whose file is it, or one that shares most of its bytes'],
    ['streetdate find ISCC:GAAVVC5DMJJGYKZ4 --distance 0', 'exactly this Data-Code'],
  ],
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
