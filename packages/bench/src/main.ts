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

/** What the options of the measurements were set to. A measurement reads its own. */
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

const film = new Option('--film <file>', 'measure on this film instead of the repository’s footage');
const rounds = new Option('--rounds <n>', 'timed rounds').argParser(wholeNumber).default(5);
const codecs = new Option('--codecs <list>', `codecs of the films that are fingerprinted: ${CODECS.join(', ')}`)
  .argParser(codecList)
  .default(CODECS, CODECS.join(','));
const hours = new Option('--hours <n,n>', 'sizes of the library, hours of film').argParser(wholeNumbers).default([1, 10], '1,10');
const queries = new Option('--queries <n>', 'queries of a minute').argParser(wholeNumber).default(100);
const copies = new Option('--copies <n>', 'minutes that are looked up, for each kind of copy').argParser(wholeNumber).default(20);
const minutes = new Option('--minutes <n>', 'length of the long film, minutes').argParser(wholeNumber).default(240);
const rows = new Option('--rows <n>', 'rows of the films').argParser(wholeNumber).default(1080);
const files = new Option('--files <n>', 'short films in the folder').argParser(wholeNumber).default(1000);
const role = new Option('--role <role>', 'in one role only, an hour of the two that four hours of film take otherwise').choices([
  'query',
  'reference',
]);

const millions = new Option('--millions <n,n>', 'sizes of the catalogue, millions of frames')
  .argParser(wholeNumbers)
  .default([1, 5], '1,5');
const films = new Option('--films <n,n>', 'sizes of the catalogue, films of an hour and a half')
  .argParser(wholeNumbers)
  .default([100, 1000], '100,1000');
const keep = new Option('--keep <folder>', 'folder that keeps the catalogue, so that a later run goes on from its size');

const hasher = new Option('--hasher <module>', 'a FrameHasher of one’s own, beside the built-in ones; may be given again')
  .argParser(oneMore)
  .default([], 'none');
const index = new Option('--index <module>', 'a class of WritableReferenceIndex of one’s own, beside the built-in ones; may be given again')
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
    about: 'hashing alone: both hashers, and image-hash packages called for each frame file',
    options: [film, hasher],
    measure: async ({ hasher }, clip) => {
      const own = await Promise.all(hasher.map(loadHasher));
      return benchHash((await clip())[0], { own });
    },
  },
  {
    name: 'kernels',
    about: 'the kernels in WebAssembly, and their plain twins beside them',
    options: [],
    measure: () => benchKernels(),
  },
  {
    name: 'search',
    about: 'matching a minute against libraries of generated films, the exact index as the baseline',
    options: [rounds, hours, index],
    measure: async ({ rounds, hours, index }) => benchSearch({ rounds, hours, own: await Promise.all(index.map(loadIndex)) }),
  },
  {
    name: 'nearest',
    about: 'look-alike frames at equal recall: linear scan, index, usearch, and pgvector where the PG* variables name a server',
    options: [rounds, hours],
    measure: ({ rounds, hours }) => benchNearest({ rounds, hours }),
  },
  {
    name: 'scale',
    about: 'an index of whole catalogues in a folder: growth, load, memory, queries and what they find',
    options: [millions, copies, keep],
    measure: ({ millions, copies, keep }) => benchScale({ millions, queries: copies, keep }),
  },
  {
    name: 'at-once',
    about: 'searches in such a catalogue and fingerprints, on one thread and on all cores, beside processes that share nothing',
    options: [millions, keep, rounds],
    measure: async ({ millions, keep, rounds }) => [
      ...(await benchAtOnce({ millions, keep, rounds })),
      ...(await benchFingerprintsAtOnce({ rounds })),
    ],
  },
  {
    name: 'sweep',
    about: 'many queries against a library in one join, the loop over single searches as the baseline',
    options: [hours, queries],
    measure: ({ hours, queries }) => benchSweep({ hours, queries }),
  },
  {
    name: 'timeline',
    about:
      'minutes looked up by their cuts alone, and by their brightness alone, in catalogues of generated films: growth, and what they find',
    options: [films],
    measure: async ({ films }) => benchTimeline({ films }),
  },
  {
    name: 'cascade',
    about: 'a scan that looks at key frames first, as a ratio to one that decodes every frame',
    options: [film, rounds],
    measure: async ({ film, rounds }) => {
      const { paths, description } = await chooseFilms(film);
      return benchCascade(paths, [`Made of: ${description}, at 1920 × 1080, 24 frames a second, H.264 at 6 Mbit/s, AAC.`], { rounds });
    },
  },
  {
    name: 'memory',
    about: 'peak memory for a film of a minute and a long one, and for the first and the last of many short ones',
    options: [minutes, rows, files, role],
    measure: async ({ minutes, rows, files, role }) => [
      ...(await benchMemory({ minutes: [1, minutes], rows, ...(role && { roles: [role] }) })),
      ...(await benchMemoryOfFolder({ files })),
    ],
  },
  {
    name: 'odd-inputs',
    about: 'time and memory of what could make a search run away: hours of black, loops, films enrolled twice',
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
    .option('--baseline <file>', 'compare with an earlier run’s JSON; exit with 1 when a ratio grew by more than the noise of both runs')
    .action((flags: Flags) => runMeasurements(name, measurements, flags));
}

function addAccuracy(): void {
  program
    .command('accuracy')
    .description('what is found and what is missed: seeded copies of films whose truth is known to the frame')
    .option('--clips <folder>', 'a folder of clips, every file a film of its own, instead of the repository’s footage')
    .addOption(new Option('--set <set>', 'which half of the footage').choices(['tuning', 'reported']).default('tuning'))
    .option('--seed <n>', 'seed of all draws', wholeNumber)
    .option('--attacks <name,name>', 'run only these attacks and negatives', (text) => text.split(','))
    .option('--per-attack <n>', 'copies of each attack', wholeNumber)
    .option('--null-pairs <n>', 'unrelated pairs to look up besides', wholeNumber)
    .option('--thumbnails', 'enrol the references with thumbnails')
    .option('--cascade', 'look at key frames first, as a scan of a long film does')
    .option('--peers', 'ask the peers as well, on the same queries')
    .option('--out <folder>', 'folder of the results')
    .option('--keep <folder>', 'folder that keeps films, queries and fingerprints between runs')
    .action(async (flags: AccuracyOptions) => {
      const { accuracySummary, runAccuracy } = await import('./accuracy/index.ts');
      console.log(accuracySummary(await runAccuracy({ ...flags, onProgress: console.error })));
    });
}

function addReleaseNames(): void {
  program
    .command('release-names')
    .description('fields of release names that are read right, side by side with the parsers on npm')
    .argument('<names>', 'a JSON object a line: name, and what test suites state of it')
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
      'which release a copy comes from: discs, a web release, a broadcast, a screener and a camera, at several qualities; confusion matrix and reliability',
    )
    .option('--film <file>', 'a film that is cut into films of 72 s, instead of the repository’s longest clip')
    .addOption(new Option('--half <half>', 'which of the films').choices(['tuning', 'reported']).default('reported'))
    .option('--films <n>', 'films in both halves together, at most', wholeNumber)
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
    if (codec === undefined) throw new InvalidArgumentError(`It must be of ${CODECS.join(', ')}.`);
    return codec;
  });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}

function oneMore(path: string, before: readonly string[]): string[] {
  return [...before, path];
}

function wholeNumbers(text: string): number[] {
  return text.split(',').map(wholeNumber);
}
