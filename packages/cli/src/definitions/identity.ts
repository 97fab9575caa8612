import { define, flag, mandatory, optional, read } from './define.ts';
import { readIsccDistance } from './readers.ts';
import { SIGNER_OPTIONS } from './shared-options.ts';

/** `streetdate iscc` */
export const iscc = define({
  name: 'iscc',
  summary: 'name the bytes of files by ISO 24138: Data-Code, Instance-Code and both as one',
  details: 'With --video, films are decoded as well, and the Video-Code is part of the ISCC-CODE.',
  operand: { usage: '<file...>', description: 'any files; films, with --video' },
  options: {
    video: flag('--video', 'the Video-Code too; decodes every frame'),
    json: flag('--json', 'print JSON Lines, see schema/iscc.schema.json'),
  },
  examples: [
    ['streetdate iscc upload.mp4', 'for lists of other parties'],
    ['streetdate iscc film.mkv --video', 'as others name films'],
  ],
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
    'A manifest is read from the file, or from a .c2pa file beside it. Of a file that the library has scanned, the manifest of the matched master ' +
    'is recovered, and a claim that contradicts the match is reported. Whether a signer is to be trusted is not asked.\n' +
    'If a file is called sign, write ./sign.',
  operand: { usage: '<file...>', description: 'JPEG, PNG, HEIF, MP4, MOV or MP3; with a .c2pa file beside it, any file' },
  options: { json: flag('--json', 'print JSON Lines, see schema/c2pa.schema.json') },
  examples: [['streetdate c2pa upload.mp4', 'who signed it, what it claims, what contradicts it, and what its master claims']],
});

/** `streetdate c2pa sign` */
export const c2paSign = define({
  name: 'sign',
  summary: 'give an enrolled master a C2PA manifest',
  details:
    'The manifest says that the file was opened, binds itself to its bytes by a hash, and to its content by the ISCC units that the library has. ' +
    'The file itself is never changed: a JPEG or PNG gets a signed copy, any other file a .c2pa file, which belongs beside it. ' +
    'The library keeps the manifest, so that copies without one can be assigned to it.\n' +
    'C2PA takes certificates for email protection or document signing, issued by another certificate. The passphrase of the key is read from STREETDATE_PASSPHRASE.',
  operand: { usage: '<file>', description: 'an enrolled file of less than 2 GiB' },
  options: {
    ...SIGNER_OPTIONS,
    certificates: mandatory('--certificates <file>', 'X.509 certificates of the key in PEM, its own first, then its issuers'),
    output: optional('-o, --output <file>', 'the new file (default: master.c2pa for master.mov, poster.signed.jpg for poster.jpg)'),
    json: flag('--json', 'print JSON, see schema/c2pa.schema.json'),
  },
  examples: [['streetdate c2pa sign master.mov --key key.pem --certificates chain.pem', 'writes master.c2pa']],
});
