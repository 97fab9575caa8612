import { define, flag, mandatory, oneOf, read } from './define.ts';
import { readSeenAt, readShortText } from './readers.ts';
import { RECORDED_BY } from './shared-options.ts';

const JSON_FLAG = flag('--json', 'print JSON Lines, see schema/dispute.schema.json');
const readGround = (text: string) => readShortText(text, 1000);

/** `streetdate dispute add` */
export const disputeAdd = define({
  name: 'add',
  summary: 'record a counter-notice: somebody says that the use of a scanned file is lawful',
  details:
    'Until the dispute ends, its verdict needs review, and says what it would be otherwise. The deadline is 10 working days after receipt, ' +
    'if none is given: under 17 U.S.C. 512(g)(2)(C) a host may put the material back from then on. Holidays are not left out, and other laws ' +
    'have other terms: ask a lawyer, and give --deadline.',
  operand: { usage: '<scan>', description: 'the id of a scan, or the path of a scanned file' },
  options: {
    by: { ...mandatory('--by <name>', 'who disputes it'), parse: readGround },
    ground: { ...mandatory('--ground <text>', 'why the use is lawful, in short; verdicts quote it'), parse: readGround },
    text: read('--text <file-or-text>', 'the counter-notice: a file, or its text', (text) => text),
    at: read('--at <instant>', 'when it was received (default: now)', readSeenAt),
    deadline: read('--deadline <instant>', 'until when it is to be answered (default: 10 working days after --at)', readSeenAt),
    recordedBy: RECORDED_BY('--recorded-by <name>'),
    json: JSON_FLAG,
  },
  examples: [
    [
      'streetdate dispute add upload.mp4 --by "J. Doe" --ground "licensed by the festival" --text notice.txt --at 2026-03-02T09:00:00Z',
      'the verdict needs review from now on',
    ],
  ],
});

/** `streetdate dispute list` */
export const disputeList = define({
  name: 'list',
  summary: 'list disputes, with the time that is left',
  options: { open: flag('--open', 'only those that have not ended'), json: JSON_FLAG },
  examples: [['streetdate dispute list --open', 'what waits for an answer, and what is overdue']],
});

/** `streetdate dispute end` */
export const disputeEnd = define({
  name: 'end',
  summary: 'record how a dispute ended',
  details:
    'rejected, withdrawn: the verdict is what it was. upheld: it accuses nobody any more, and needs review for good; `draft retraction` writes to ' +
    'the hosts that were told otherwise.',
  operand: { usage: '<id>', description: 'the id of a dispute, see `dispute list`' },
  options: {
    outcome: { ...oneOf('--outcome <word>', 'how it ended', ['upheld', 'rejected', 'withdrawn']), mandatory: true },
    reason: { ...mandatory('--reason <text>', 'why'), parse: readGround },
    by: RECORDED_BY(),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate dispute end 3f1c09a7be42 --outcome upheld --reason "the festival confirmed it" --by "M. Rossi"', 'nobody is accused'],
  ],
});
