import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Figure } from '@streetdate/bench';
import { readSections } from '../../packages/bench/src/results/regressions.ts';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const RESULTS = join(workspace, 'benchmarks/results');
const BEGIN = '<!-- Written by test/docs/write-performance.ts from benchmarks/results. -->\n';
const END = '\n<!-- The end of what is written. -->';

/** Rows of a table: what was measured, its figure, and what it is compared with. */
type Rows = readonly (readonly [what: string, figure: string, against: string])[];

/** A page with a generated table between the two marks. */
export interface PerformancePage {
  /** Absolute path of the page. */
  readonly path: string;
  /** The rows of its table. */
  rowsOf(results: Results): Rows;
}

/** The figures a visitor needs, and all of them. */
export const PERFORMANCE_PAGES: readonly PerformancePage[] = [
  { path: join(workspace, 'README.md'), rowsOf: visitorsRows },
  { path: join(workspace, 'benchmarks/README.md'), rowsOf: allRows },
];

/** What the newest results hold. */
interface Results {
  /** A figure of the newest result that has it, by section and name. */
  readonly look: (section: string, name: string) => Figure;
  readonly accuracy: Accuracy;
  /** Unrelated pairs that were searched, and those of them that were reported. */
  readonly unrelated: { readonly pairs: number; readonly reported: number };
}

/** What is read of `accuracy/reported.json`. */
interface Accuracy {
  readonly scores: {
    readonly truePairs: number;
    readonly microAveragePrecision: Value;
    readonly recall: Value;
    /** Copies of each kind; the kinds that show nothing of the library have no recall. */
    readonly attacks: readonly { readonly recall: { readonly value: number | null } }[];
  };
  readonly peers: { readonly scores: readonly Peer[] };
}

interface Peer {
  readonly name: string;
  readonly isOurs: boolean;
  readonly microAveragePrecision: Value;
}

interface Value {
  readonly value: number;
}

function visitorsRows(results: Results): Rows {
  const { look, accuracy, unrelated } = results;
  const { truePairs, microAveragePrecision, recall, attacks } = accuracy.scores;
  const kinds = attacks.filter((attack) => attack.recall.value !== null).length;
  const peer = accuracy.peers.scores.find(({ isOurs }) => !isOurs);
  if (peer === undefined) throw new Error('accuracy/reported.json has no peer: run the bench with --peers');
  const { fingerprint, times, memory } = wordsOf(look);
  const lookup = look('A query of 60 s against 50 million frames', 'StoredIndex, median');
  return [
    ['fingerprint a disc, 1080p H.264, with its sound', fingerprint('reference'), 'ffmpeg decoding the same file'],
    ['scan 20 minutes that show nothing: worst in 1, 10 and 300 h', scanningNothing(look), 'decoding every frame'],
    ['search that finds nothing: worst in 1, 10 and 300 h', findingNothing(look), 'decoding and fingerprinting it'],
    ['find a minute in 10 h of film', times('Finding a copy in 10 h: wall time', 'BandIndex'), 'comparing every frame with every frame'],
    ['look up a minute in 50 million frames', `${short(lookup.ratio)} × (${short(lookup.median)} ms)`, 'the same, one core'],
    ['peak memory for a film of four hours', memory('query'), 'a film of one minute'],
    [`found of ${truePairs} copies`, `${Math.round(recall.value * truePairs)}`, `${kinds} kinds of change`],
    ['micro average precision', microAveragePrecision.value.toFixed(3), `${peer.microAveragePrecision.value.toFixed(3)} by ${peer.name}`],
    ['unrelated pairs reported', `${unrelated.reported} of ${unrelated.pairs.toLocaleString('en')}`, ''],
  ];
}

function allRows({ look }: Results): Rows {
  const { times, fingerprint, scan, memory } = wordsOf(look);
  const file = (name: string) => times('Hashing one picture', `${name} a frame file`);
  const pdq = look('Hashing one picture', 'pdq/1 (256 bits)');
  const catalogue = 'A query of 60 s against 50 million frames';
  const onServers = times('200 uploads of 30 s, all sent at once, on servers', 'streetdate serve, from the first byte to the last verdict');
  const one = look('Small requests on 16 connections: milliseconds of an answer, on servers', 'one upload with its verdict');
  const asked = `${short(one.ratio)} × (${short(1000 / one.median)} a second)`;
  const [median, slow] = [look(catalogue, 'StoredIndex, median'), look(catalogue, 'StoredIndex, 99 %')];
  return [
    [
      'fingerprint a reference: 1080p H.264, every frame, with sound',
      fingerprint('reference'),
      'ffmpeg decoding the same file without output',
    ],
    ['the same in HEVC', fingerprint('reference', 'Fingerprint, HEVC'), 'the same'],
    ['the same in MPEG-2', fingerprint('reference', 'Fingerprint, MPEG-2'), 'the same'],
    ['fingerprint a query, H.264', fingerprint('query'), 'the same'],
    ['scan a film that shows nothing of the library, key frames first', scan('nothing of the library'), 'the same scan with `--thorough`'],
    ['scan a film that shows half a minute of it', scan('a copy of half a minute'), 'the same scan with `--thorough`'],
    [
      'scan a film of 20 minutes, 720p, that shows nothing in 1, 10 and 300 h; worst of five kinds',
      scanningNothing(look),
      '`ffmpeg -f null -` on the same file',
    ],
    [
      'search for an upload that shows nothing in 1, 10 and 300 h; worst of three films, 15 s to 10 min',
      findingNothing(look),
      'decoding and fingerprinting it',
    ],
    ['hash a picture with `blockhash/1`', times('Hashing one picture', 'blockhash/1 (256 bits)'), `\`pdq/1\`, ${short(pdq.median)} µs`],
    [
      'hash a frame file with sharp-phash, blockhash-core, imghash',
      `${file('sharp-phash')}, ${file('blockhash-core')}, ${file('imghash')}`,
      '`pdq/1` on the picture in memory',
    ],
    ['compare 16 hashes with many, in WebAssembly', times('Comparing hashes', 'wasm, 16 queries'), 'the plain JavaScript kernel'],
    [
      'find a minute of a film in 10 h of library',
      times('Finding a copy in 10 h: wall time', 'BandIndex'),
      'comparing every frame with every frame',
    ],
    ['find that a minute is not in 10 h of library', times('Finding nothing in 10 h: wall time', 'BandIndex'), 'the same'],
    [
      'look up a minute in a catalogue of 50 million frames, one core',
      `${short(median.ratio)} × (${short(median.median)} ms, 99 %: ${short(slow.median)} ms)`,
      'comparing every frame with every frame',
    ],
    ['200 uploads of 30 s sent at once to a service on servers', onServers, '`streetdate scan` of the same files'],
    ['an upload with its verdict asked for, 16 at a time', asked, 'a bare Node server'],
    ['peak memory of Node and the decoder, film of four hours and 1080 rows, looked up', memory('query'), 'a film of a minute'],
    ['the same, enrolled, with its fingerprint', memory('reference'), 'a film of a minute'],
  ];
}

/** Films and lengths, seconds, of the benchmark of finding nothing. */
const NOTHING = ['sintel-captions', 'ocean', 'franck'].flatMap((film) =>
  [15, 60, 600].map((seconds) => `Finding nothing for ${seconds} s of ${film}`),
);

/** The worst ratios of searches that find nothing. */
function findingNothing(look: Results['look']): string {
  const worst = (hours: number) => Math.max(...NOTHING.map((section) => look(section, `search, library of ${hours} h`).ratio));
  return [1, 10, 300].map((hours) => `${short(worst(hours))} ×`).join(', ');
}

/** Films of the same benchmark. */
const LONG_FILMS = [
  ...['sintel-captions', 'ocean', 'franck'].map((film) => `${film}, 25 frames a second`),
  ...['letterboxed, 60 frames a second', 'many pieces'],
];

/** The worst ratios of scans of long films that show nothing. */
function scanningNothing(look: Results['look']): string {
  const ratio = (film: string, hours: number) =>
    look(`Finding nothing in a film of 20 minutes: ${film}`, `scan, library of ${hours} h`).ratio;
  return [1, 10, 300].map((hours) => `${short(Math.max(...LONG_FILMS.map((film) => ratio(film, hours))))} ×`).join(', ');
}

/** How ratios are worded. */
function wordsOf(look: Results['look']) {
  const times = (section: string, name: string) => `${short(look(section, name).ratio)} ×`;
  return {
    times,
    fingerprint: (role: string, codec = 'Fingerprint') => `${times(`${codec}: CPU time`, `fingerprintFile, ${role}`)} the CPU`,
    scan: (shown: string) => `${times(`Scan of 6 minutes that show ${shown}: CPU time`, 'key frames first')} the CPU`,
    memory: (role: string) => {
      const title = `Peak memory of Node and the decoder together, as a ${role}`;
      const [minute, hours] = [look(title, '1 min'), look(title, '240 min')];
      return `${short(hours.ratio)} × (${minute.median.toFixed(0)} to ${hours.median.toFixed(0)} MiB)`;
    },
  };
}

/** The page's text with its table written anew. @throws Error when the results lack a figure, or the text the marks. */
export async function withPerformance(text: string, rowsOf: PerformancePage['rowsOf']): Promise<string> {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('the page must have the marks between which its table is written');
  const rows = rowsOf(await readResults()).map((cells) => `| ${cells.join(' | ')} |`);
  const table = ['| what | figure | against |', '| --- | ---: | --- |', ...rows];
  return text.slice(0, begin + BEGIN.length) + table.join('\n') + text.slice(end);
}

async function readResults(): Promise<Results> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(RESULTS, 'accuracy', name), 'utf8'));
  const nullRuns = (await readdir(join(RESULTS, 'accuracy'))).filter((name) => /^null-pairs.*\.json$/.test(name));
  const unrelated = { pairs: 0, reported: 0 };
  for (const name of nullRuns) {
    const { nullPairs } = (await read(name)) as { nullPairs: { pairs: number; reported: readonly unknown[] } };
    unrelated.pairs += nullPairs.pairs;
    unrelated.reported += nullPairs.reported.length;
  }
  return { look: await newest(), accuracy: (await read('reported.json')) as Accuracy, unrelated };
}

async function newest(): Promise<Results['look']> {
  const files = (await readdir(RESULTS)).filter((name) =>
    /^\d{4}-\d\d-\d\d-(?:all|cascade|fingerprint|hash|kernels|nothing|memory(?:-reference)?|scale|search|service-on-servers)\.json$/.test(
      name,
    ),
  );
  const dated = await Promise.all(
    files.map(async (name) => {
      const path = join(RESULTS, name);
      const { facts } = JSON.parse(await readFile(path, 'utf8')) as { readonly facts: { readonly date: string } };
      return { date: facts.date, sections: await readSections(path) };
    }),
  );
  const runs = dated.sort((one, other) => other.date.localeCompare(one.date));
  return (title, name) => {
    for (const { sections } of runs) {
      const figures = sections.find((section) => section.title === title)?.figures;
      const figure = figures?.find((known) => known.name === name || known.name.startsWith(`${name} (`));
      if (figure !== undefined) return figure;
    }
    throw new Error(`benchmarks/results must have “${name}” of “${title}”: run the bench with --out benchmarks/results`);
  };
}

/** Two or three significant digits. */
function short(value: number): string {
  return Number(value.toPrecision(value < 1 ? 2 : 3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}
