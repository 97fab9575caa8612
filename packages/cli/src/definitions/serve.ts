import { define, read } from './define.ts';
import { readPort } from './readers.ts';

/** `streetdate serve` */
export const serve = define({
  name: 'serve',
  summary: 'answer over HTTP: uploads in, verdicts out',
  details:
    'One process on this machine, with nothing else to install. It searches the same library as the other commands, and holds it: others that ' +
    'write to the library wait until it stops.\n' +
    'What it knows lies in the library’s folder. A stopped or killed server goes on where it was.',
  options: {
    port: read('--port <n>', 'where it listens, 8787 if not given; 0 takes a free port', readPort),
  },
  examples: [
    ['streetdate serve', 'prints a link to open, and a line that sends a file in'],
    ['streetdate serve --home /srv/streetdate --port 9000', 'another library, another port'],
  ],
});
