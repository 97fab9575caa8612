import { parseArgs } from 'node:util';
import { accuracySummary, runAccuracy } from './index.ts';

// The benchmark by itself, for work on the matcher: `streetdate-bench accuracy` has the same flags.
const { values } = parseArgs({
  options: {
    clips: { type: 'string' },
    set: { type: 'string', default: 'tuning' },
    seed: { type: 'string' },
    attacks: { type: 'string' },
    'per-attack': { type: 'string' },
    'null-pairs': { type: 'string' },
    'null-versions': { type: 'string' },
    thumbnails: { type: 'boolean' },
    cascade: { type: 'boolean' },
    'library-hours': { type: 'string' },
    prioritised: { type: 'boolean' },
    peers: { type: 'boolean' },
    out: { type: 'string' },
    keep: { type: 'string' },
  },
});
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
if (values.set !== 'tuning' && values.set !== 'reported') throw new TypeError(`--set must be tuning or reported, got ${values.set}`);
let told = 0;
const run = await runAccuracy({
  clips: values.clips,
  set: values.set,
  seed: number(values.seed),
  attacks: values.attacks?.split(','),
  perAttack: number(values['per-attack']),
  nullPairs: number(values['null-pairs']),
  nullVersions: number(values['null-versions']),
  thumbnails: values.thumbnails,
  cascade: values.cascade,
  libraryHours: number(values['library-hours']),
  prioritised: values.prioritised,
  peers: values.peers,
  out: values.out,
  keep: values.keep,
  onProgress: (line) => {
    // One line in five seconds is enough for a log.
    if (Date.now() - told > 5000 || !/^(made|scanned) /.test(line)) console.error(line);
    else return;
    told = Date.now();
  },
});
console.log(accuracySummary(run));
