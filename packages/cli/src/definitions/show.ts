import { define, flag } from './define.ts';

/** `streetdate show` */
export const show = define({
  name: 'show',
  summary: 'show a title, a reference or a stored scan',
  operand: { usage: '<name...>', description: 'ids or names of titles, ids of references, ids or paths of scans' },
  options: { json: flag('--json', 'print JSON Lines: titles, references and scans, see schema/') },
  examples: [
    ['streetdate show Sintel', 'the title and the references with that id or name'],
    ['streetdate show uploads/a.mp4', 'what was found in that file'],
  ],
});
