import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Figure } from '../../packages/bench/src/measure/figure.ts';
import { readSections } from '../../packages/bench/src/results/regressions.ts';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
/** Path of the page that has the table. */
export const README = join(workspace, 'README.md');
const RESULTS = join(workspace, 'benchmarks/results');
const BEGIN = '<!-- Written by test/docs/write-performance.ts from benchmarks/results. -->\n';
const END = '\n<!-- The end of what is written. -->';

/** Gives a figure of the newest results that have it, by section and name. */
type Look = (section: string, name: string) => Figure;

/** Rows of the table: what was measured, its figure, and against what. */
function rowsOf(look: Look): string[][] {
  const times = (section: string, name: string) => `${short(look(section, name).ratio)} ×`;
  const fingerprint = (role: string, codec = 'Fingerprint') => `${times(`${codec}: CPU time`, `fingerprintFile, ${role}`)} the CPU`;
  const scan = (shown: string) => `${times(`Scan of 6 minutes that show ${shown}: CPU time`, 'key frames first')} the CPU`;
  const file = (name: string) => times('Hashing one picture', `${name} a frame file`);
  const pdq = look('Hashing one picture', 'pdq/1 (256 bits)');
  const catalogue = 'A query of 60 s against 50 million frames';
  const memory = (role: string) => {
    const title = `Peak memory of Node and the decoder together, as a ${role}`;
    const [minute, hours] = [look(title, '1 min'), look(title, '240 min')];
    return `${short(hours.ratio)} × (${minute.median.toFixed(0)} to ${hours.median.toFixed(0)} MiB)`;
  };
  return [
    [
      'fingerprint of a reference, 1080p H.264, every frame, with sound',
      fingerprint('reference'),
      'ffmpeg decoding the same file to nowhere',
    ],
    ['the same of HEVC', fingerprint('reference', 'Fingerprint, HEVC'), 'the same'],
    ['the same of MPEG-2', fingerprint('reference', 'Fingerprint, MPEG-2'), 'the same'],
    ['fingerprint of a query, H.264', fingerprint('query'), 'the same'],
    [
      'scan of a film that shows nothing of the library, at its key frames first',
      scan('nothing of the library'),
      'that scan with `--thorough`',
    ],
    ['the same of a film that shows half a minute of it', scan('a copy of half a minute'), 'that scan with `--thorough`'],
    ['hashing a picture: `blockhash/1`', times('Hashing one picture', 'blockhash/1 (256 bits)'), `\`pdq/1\`, ${short(pdq.median)} µs`],
    [
      'hashing a frame file with sharp-phash, blockhash-core, imghash',
      `${file('sharp-phash')}, ${file('blockhash-core')}, ${file('imghash')}`,
      '`pdq/1` on the picture in memory',
    ],
    ['comparing 16 hashes with many, in WebAssembly', times('Comparing hashes', 'wasm, 16 queries'), 'its twin in plain JavaScript'],
    [
      'finding a minute of a film in 10 h of library',
      times('Finding a copy in 10 h: wall time', 'BandIndex'),
      'comparing every frame with every frame',
    ],
    ['finding that a minute is not in 10 h of library', times('Finding nothing in 10 h: wall time', 'BandIndex'), 'the same'],
    [
      'looking a minute up in a catalogue of 50 million frames, one core',
      `${times(catalogue, 'StoredIndex, median')} (${short(look(catalogue, 'StoredIndex, median').median)} ms, 99 %: ${short(look(catalogue, 'StoredIndex, 99 %').median)} ms)`,
      'comparing every frame with every frame',
    ],
    ['peak memory of Node and the decoder for a film of four hours and 1080 rows, looked up', memory('query'), 'a film of a minute'],
    ['the same, enrolled: its fingerprint included', memory('reference'), 'a film of a minute'],
  ];
}

/** The page with its table written anew. @throws Error when the results lack a figure, or the page the marks. */
export async function withPerformance(page: string): Promise<string> {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('README.md must have the marks between which the performance table is written');
  const table = [
    '| what | figure | against |',
    '| --- | ---: | --- |',
    ...rowsOf(await newest()).map((cells) => `| ${cells.join(' | ')} |`),
  ];
  return page.slice(0, begin + BEGIN.length) + table.join('\n') + page.slice(end);
}

async function newest(): Promise<Look> {
  const files = (await readdir(RESULTS)).filter((name) =>
    /^\d{4}-\d\d-\d\d-(?:all|cascade|fingerprint|hash|kernels|memory(?:-reference)?|scale|search)\.json$/.test(name),
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
