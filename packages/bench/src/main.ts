#!/usr/bin/env node
import type { FingerprintRole } from '@streetdate/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { AccuracyOptions } from './accuracy/index.ts';
import { CLIP_CODINGS, chooseFilms } from './clips/clips.ts';
import { loadHasher } from './hashers/own-hasher.ts';
import { loadIndex } from './library/own-index.ts';
import type { Section } from './measure/figure.ts';
import { benchNearest } from './nearest/bench-nearest.ts';
import { NAME_PARTS, type NamePart } from './release-names/name-parts.ts';
import { runFacts } from './results/run-facts.ts';
import { type Codec, type RunFlags, type Runnable, runMeasurements } from './run-measurements.ts';
import { benchAtOnce } from './scale/at-once.ts';
import { benchScale } from './scale/bench-scale.ts';
import { benchSweep } from './scale/bench-sweep.ts';
import { benchTimeline } from './scale/bench-timeline.ts';
import type { SourcesOptions } from './sources/bench-sources.ts';
import { benchCascade } from './throughput/cascade.ts';
import { benchDecode } from './throughput/decode.ts';
import { benchFingerprint } from './throughput/fingerprint.ts';
import { benchFingerprintsAtOnce } from './throughput/fingerprints-at-once.ts';
import { benchHash } from './throughput/hash.ts';
import { benchKernels } from './throughput/kernels.ts';
import { benchMemory } from './throughput/memory.ts';
import { benchMemoryOfFolder } from './throughput/memory-of-folder.ts';
import { benchOddInputs } from './throughput/odd-inputs.ts';
import { benchSearch } from './throughput/search.ts';
import { benchStartUp } from './throughput/start-up.ts';

/** The options of all measurements. Each measurement reads its own. */
interface Flags extends RunFlags {
  readonly rounds: number;
  readonly codecs: readonly Codec[];
  readonly hours: readonly number[];
  readonly minutes: number;
  readonly rows: number;
  readonly files: number;
  readonly role?: FingerprintRole;
  readonly millions: readonly number[];
  readonly queries: number;
  readonly copies: number;
  readonly films: readonly number[];
  readonly hasher: readonly string[];
  readonly index: readonly string[];
  readonly keep?: string;
}

const CODECS = Object.keys(CLIP_CODINGS) as Codec[];

interface Measurement extends Runnable<Flags> {
  readonly name: string;
  readonly about: string;
  readonly options: readonly Option[];
}

const film = new Option('--film <file>', 'measure this film, not the repository’s footage');
const rounds = new Option('--rounds <n>', 'timed rounds').argParser(wholeNumber).default(5);
const codecs = new Option('--codecs <list>', `codecs of the fingerprinted films: ${CODECS.join(', ')}`)
  .argParser(codecList)
  .default(CODECS, CODECS.join(','));
const hours = new Option('--hours <n,n>', 'sizes of the library, hours of film').argParser(wholeNumbers).default([1, 10], '1,10');
const queries = new Option('--queries <n>', 'queries of a minute').argParser(wholeNumber).default(100);
const copies = new Option('--copies <n>', 'minutes searched for each kind of copy').argParser(wholeNumber).default(20);
const minutes = new Option('--minutes <n>', 'length of the long film, minutes').argParser(wholeNumber).default(240);
const rows = new Option('--rows <n>', 'rows of the films').argParser(wholeNumber).default(1080);
const files = new Option('--files <n>', 'short films in the folder').argParser(wholeNumber).default(1000);
const role = new Option('--role <role>', 'measure one role only, which halves the two hours that four hours of film take').choices([
  'query',
  'reference',
]);

const millions = new Option('--millions <n,n>', 'sizes of the catalogue, millions of frames')
  .argParser(wholeNumbers)
  .default([1, 5], '1,5');
const films = new Option('--films <n,n>', 'sizes of the catalogue, films of an hour and a half')
  .argParser(wholeNumbers)
  .default([100, 1000], '100,1000');
const keep = new Option('--keep <folder>', 'folder for the catalogue; a later run continues from its size');

const hasher = new Option('--hasher <module>', 'your own FrameHasher, compared with the built-in ones; repeatable')
  .argParser(oneMore)
  .default([], 'none');
const index = new Option('--index <module>', 'your own class of WritableReferenceIndex, compared with the built-in ones; repeatable')
  .argParser(oneMore)
  .default([], 'none');

const MEASUREMENTS: readonly Measurement[] = [
  {
    name: 'decode',
    about: 'luma frames in Node, as a ratio to ffmpeg decoding the same file',
    options: [film, rounds],
    measure: async ({ rounds }, clip) => benchDecode(...(await clip()), { rounds }),
  },
  {
    name: 'fingerprint',
    about: 'a fingerprint, as a ratio to ffmpeg decoding the same file',
    options: [film, rounds, codecs],
    measure: async ({ rounds, codecs }, clip) => {
      const sections: Section[] = [];
      for (const codec of codecs) {
        const title = codec === 'h264' ? 'Fingerprint' : `Fingerprint, ${CLIP_CODINGS[codec].name.split(' ')[0]}`;
        sections.push(...(await benchFingerprint(title, ...(await clip(codec)), { rounds })));
      }
      return sections;
    },
  },
  {
    name: 'hash',
    about: 'hashing alone: both hashers, and npm packages that hash one image file for each frame',
    options: [film, hasher],
    measure: async ({ hasher }, clip) => {
      const own = await Promise.all(hasher.map(loadHasher));
      return benchHash((await clip())[0], { own });
    },
  },
  {
    name: 'start-up',
    about: 'the command’s version and help, as a ratio to a bare Node',
    options: [rounds],
    measure: ({ rounds }) => benchStartUp({ rounds }),
  },
  {
    name: 'kernels',
    about: 'the kernels in WebAssembly, as a ratio to plain JavaScript',
    options: [],
    measure: () => benchKernels(),
  },
  {
    name: 'search',
    about: 'searches for a minute in libraries of generated films, as a ratio to the exact index',
    options: [rounds, hours, index],
    measure: async ({ rounds, hours, index }) => benchSearch({ rounds, hours, own: await Promise.all(index.map(loadIndex)) }),
  },
  {
    name: 'nearest',
    about: 'nearest frames at equal recall: linear scan, our index, usearch, and pgvector if the PG* variables name a server',
    options: [rounds, hours],
    measure: ({ rounds, hours }) => benchNearest({ rounds, hours }),
  },
  {
    name: 'scale',
    about: 'a stored index of whole catalogues: growth, loading, memory, query times and recall',
    options: [millions, copies, keep],
    measure: ({ millions, copies, keep }) => benchScale({ millions, queries: copies, keep }),
  },
  {
    name: 'at-once',
    about: 'searches and fingerprints on one thread and on all cores, as a ratio to processes that share nothing',
    options: [millions, keep, rounds],
    measure: async ({ millions, keep, rounds }) => [
      ...(await benchAtOnce({ millions, keep, rounds })),
      ...(await benchFingerprintsAtOnce({ rounds })),
    ],
  },
  {
    name: 'sweep',
    about: 'many queries against a library in one join, as a ratio to a loop of single searches',
    options: [hours, queries],
    measure: ({ hours, queries }) => benchSweep({ hours, queries }),
  },
  {
    name: 'timeline',
    about: 'searches by shot cuts alone and by brightness alone in catalogues of generated films: growth and recall',
    options: [films],
    measure: async ({ films }) => benchTimeline({ films }),
  },
  {
    name: 'cascade',
    about: 'a scan by key frames first, as a ratio to one that decodes every frame',
    options: [film, rounds],
    measure: async ({ film, rounds }) => {
      const { paths, description } = await chooseFilms(film);
      return benchCascade(paths, [`Made of: ${description}, at 1920 × 1080, 24 frames a second, H.264 at 6 Mbit/s, AAC.`], { rounds });
    },
  },
  {
    name: 'memory',
    about: 'peak memory for a short and a long film, and for the first and the last of many short films',
    options: [minutes, rows, files, role],
    measure: async ({ minutes, rows, files, role }) => [
      ...(await benchMemory({ minutes: [1, minutes], rows, ...(role && { roles: [role] }) })),
      ...(await benchMemoryOfFolder({ files })),
    ],
  },
  {
    name: 'odd-inputs',
    about: 'time and memory for inputs that could make a search run away: hours of black, loops, films enrolled twice',
    options: [],
    measure: () => benchOddInputs(),
  },
];

const program = new Command('streetdate-bench')
  .description('Measures Streetdate: throughput, memory and accuracy, as ratios to a baseline of the same run.')
  .showHelpAfterError();

for (const measurement of MEASUREMENTS) addMeasurements(measurement.name, measurement.about, [measurement]);
addMeasurements('all', 'every measurement above', MEASUREMENTS);
addAccuracy();
addReleaseNames();
addSources();
try {
  await program.parseAsync();
} catch (error) {
  console.error(`streetdate-bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function addMeasurements(name: string, about: string, measurements: readonly Measurement[]): void {
  const command = program.command(name).description(about);
  for (const option of new Set(measurements.flatMap(({ options }) => options))) command.addOption(option);
  command
    .option('--out <folder>', 'write DATE-NAME.json, .md and .svg there')
    .option('--baseline <file>', 'compare with the JSON of an earlier run; exit with 1 if a ratio grew by more than the noise of both runs')
    .action((flags: Flags) => runMeasurements(name, measurements, flags));
}

function addAccuracy(): void {
  program
    .command('accuracy')
    .description('recall and false alarms on seeded copies of films, whose true positions are known to the frame')
    .option('--clips <folder>', 'a folder of clips, each a separate film, instead of the repository’s footage')
    .addOption(new Option('--set <set>', 'which half of the footage').choices(['tuning', 'reported']).default('tuning'))
    .option('--seed <n>', 'seed of all draws', wholeNumber)
    .option('--attacks <name,name>', 'run only these attacks and negatives', (text) => text.split(','))
    .option('--per-attack <n>', 'copies of each attack', wholeNumber)
    .option('--null-pairs <n>', 'unrelated pairs to search as well', wholeNumber)
    .option('--thumbnails', 'enrol the references with thumbnails')
    .option('--cascade', 'scan by key frames first, as for a long film')
    .option('--peers', 'run the peers too, on the same queries')
    .option('--ablation', 'leave out each proposer and evidence channel in turn, on both sets')
    .option('--out <folder>', 'folder of the results')
    .option('--keep <folder>', 'folder that keeps films, queries and fingerprints between runs')
    .action(async ({ ablation, ...flags }: AccuracyOptions & { readonly ablation?: boolean }) => {
      const options = { ...flags, onProgress: console.error };
      if (ablation) {
        const { ablationMarkdown, runAblation } = await import('./accuracy/ablation/index.ts');
        console.log(ablationMarkdown(await runAblation(options)));
      } else {
        const { accuracySummary, runAccuracy } = await import('./accuracy/index.ts');
        console.log(accuracySummary(await runAccuracy(options)));
      }
    });
}

function addReleaseNames(): void {
  program
    .command('release-names')
    .description('how many fields of release names are parsed correctly, compared with the parsers on npm')
    .argument('<names>', 'JSON Lines: a name and the fields that test suites expect')
    .addOption(new Option('--part <part>', 'which names').choices([...NAME_PARTS, 'all']).default('all'))
    .option('--out <folder>', 'write DATE-release-names-PART.json and .md there')
    .action(async (names: string, { part, out }: { readonly part: NamePart; readonly out?: string }) => {
      const { compareNameParsers, nameComparisonText, writeNameComparison } = await import('./release-names/bench-release-names.ts');
      const comparison = await compareNameParsers(names, part);
      console.log(nameComparisonText(comparison));
      if (out !== undefined) console.log(`\nwritten: ${(await writeNameComparison(out, await runFacts(), comparison)).join(', ')}`);
    });
}

function addSources(): void {
  program
    .command('sources')
    .description(
      'which release a copy was made from: discs, web, broadcast, screener or camera, at several qualities; confusion matrix and reliability',
    )
    .option('--film <file>', 'a film to split into films of 72 s, instead of the repository’s longest clip')
    .addOption(new Option('--half <half>', 'which of the films').choices(['tuning', 'reported']).default('reported'))
    .option('--films <n>', 'most films in both halves together', wholeNumber)
    .option('--keep <folder>', 'folder that keeps films, copies and fingerprints between runs')
    .option('--out <folder>', 'write DATE-sources-HALF.json and .md there')
    .action(async ({ out, ...options }: SourcesOptions & { readonly out?: string }) => {
      const { benchSources } = await import('./sources/bench-sources.ts');
      const { sourcesText } = await import('./sources/report.ts');
      const { writeSources } = await import('./sources/write-sources.ts');
      const facts = await runFacts();
      const result = await benchSources({ ...options, onProgress: console.error });
      console.log(sourcesText(result));
      if (out !== undefined) console.log(`\nwritten: ${(await writeSources(out, facts, result)).join(', ')}`);
    });
}

function codecList(text: string): Codec[] {
  return text.split(',').map((name) => {
    const codec = CODECS.find((known) => known === name);
    if (codec === undefined) throw new InvalidArgumentError(`It must be one of ${CODECS.join(', ')}.`);
    return codec;
  });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return value;
}

function oneMore(path: string, before: readonly string[]): string[] {
  return [...before, path];
}

function wholeNumbers(text: string): number[] {
  return text.split(',').map(wholeNumber);
}
