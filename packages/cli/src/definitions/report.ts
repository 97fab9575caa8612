import { define, read, several } from './define.ts';
import { readName } from './readers.ts';

/** `streetdate report` */
export const report = define({
  name: 'report',
  summary: 'write stored scans as one HTML page, with pictures of what was found',
  details:
    'The page is one file that needs no other. Its pictures come from the scanned files and the enrolled films, if they have not moved.',
  options: {
    output: read('-o, --output <file>', 'the page (default: report.html)', readName),
    scan: several('--scan <scan>', 'the id of a scan or the path of a scanned file; repeatable (default: every stored scan)', readName),
  },
  examples: [
    ['streetdate report', 'writes report.html'],
    ['streetdate report -o case.html --scan uploads/a.mp4', 'one file'],
  ],
});
