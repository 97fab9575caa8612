import { define, flag } from './define.ts';

/** `streetdate iscc` */
export const iscc = define({
  name: 'iscc',
  summary: 'name the bytes of files by ISO 24138: Data-Code, Instance-Code and both as one',
  operand: { usage: '<file...>', description: 'any files' },
  options: { json: flag('--json', 'print JSON Lines, see schema/iscc.schema.json') },
  examples: [['streetdate iscc upload.mp4', 'for lists of other parties']],
});
