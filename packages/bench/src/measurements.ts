import type { FingerprintRole } from '@streetdate/core';
import { CLIP_CODINGS, chooseFilms } from './clips/clips.ts';
import { InvalidArgumentError, Option, oneMore, wholeNumber, wholeNumbers } from './command-line.ts';
import type { Section } from './measure/figure.ts';
import type { Codec, RunFlags, Runnable } from './run-measurements.ts';
import { HISTORY_ENGINES, type HistoryEngine, PROFILES, type Profile } from './service/profiles.ts';

/** The options of all measurements. Each measurement reads its own. */
export interface Flags extends RunFlags {
  readonly rounds: number;
  readonly codecs: readonly Codec[];
  readonly hours: readonly number[];
  readonly minutes: number;
  readonly rows: number;
  readonly files: number;
  readonly role?: FingerprintRole;
  readonly millions: readonly number[];
  readonly queries: number;
  readonly sketches: number;
  readonly copies: number;
  readonly films: readonly number[];
  readonly index: readonly string[];
  readonly keep?: string;
  readonly uploads: number;
  readonly history: number;
  readonly engine: HistoryEngine;
  readonly titles: number;
  readonly seconds: number;
  readonly serve: readonly string[];
  readonly profile: Profile;
  readonly workers?: number;
  readonly seed: number;
  readonly only?: string;
  readonly atOnce: number;
  readonly before: number;
  readonly fingerprints?: boolean;
}

const CODECS = Object.keys(CLIP_CODINGS) as Codec[];

/** A measurement of the command: its name, what it says of itself, and its options. */
export interface Measurement extends Runnable<Flags> {
  readonly name: string;
  readonly about: string;
  readonly options: readonly Option[];
  /** The name of its results, where that depends on the options. @defaultValue its own name */
  readonly resultsName?: (flags: Flags) => string;
}

const film = new Option('--film <file>', 'measure this film, not the repository’s footage');
const rounds = new Option('--rounds <n>', 'timed rounds').argParser(wholeNumber).default(5);
const codecs = new Option('--codecs <list>', `codecs of the fingerprinted films: ${CODECS.join(', ')}`)
  .argParser(codecList)
  .default(CODECS, CODECS.join(','));
const hours = new Option('--hours <n,n>', 'sizes of the library, hours of film').argParser(wholeNumbers).default([1, 10], '1,10');
const queries = new Option('--queries <n>', 'queries of a minute').argParser(wholeNumber).default(100);
const sketches = new Option('--sketches <n>', 'kept fingerprints of ten minutes').argParser(wholeNumber).default(100_000);
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

const uploads = new Option('--uploads <n>', 'uploads of 30 s that are sent in at once').argParser(wholeNumber).default(200);
const engine = new Option('--engine <engine>', 'where the rows are').choices(HISTORY_ENGINES).default('sqlite');
const history = new Option('--history <n>', 'uploads of before, each with a verdict').argParser(wholeNumber).default(1_000_000);
const titles = new Option('--titles <n>', 'titles of the library').argParser(wholeNumber).default(100_000);
const seconds = new Option('--seconds <n>', 'length of each measurement of small requests').argParser(wholeNumber).default(10);
const profile = new Option('--profile <profile>', 'one process with SQLite, or PostgreSQL, Valkey and S3, which are started for the run')
  .choices(PROFILES)
  .default('embedded');
const workers = new Option('--workers <n>', 'worker processes of the server profile; one for two cores if not given').argParser(
  wholeNumber,
);
const serve = new Option('--serve <argument>', 'a further argument of `streetdate serve` in the embedded profile; repeatable')
  .argParser(oneMore)
  .default([], 'none');

const seed = new Option('--seed <n>', 'draws the order of the faults, their moments, and what is sent').argParser(wholeNumber).default(1);
const only = new Option('--only <text>', 'only faults whose name has this text, or one of these between |');
const atOnce = new Option('--at-once <n>', 'uploads under way at the same time').argParser(wholeNumber).default(6);
const before = new Option('--before <n>', 'uploads of before, each with a verdict').argParser(wholeNumber).default(0);
const fingerprints = new Option('--fingerprints', 'send fingerprints, not films');

const index = new Option(
  '--index <module>',
  'your own class of WritableReferenceIndex, the default export of a module, compared with the built-in ones; repeatable',
)
  .argParser(oneMore)
  .default([], 'none');

/** Every measurement, in the order of the help. Each is loaded when it runs: all of them together take more than a second. */
export const MEASUREMENTS: readonly Measurement[] = [
  {
    name: 'decode',
    about: 'luma frames in Node, as a ratio to ffmpeg decoding the same file',
    options: [film, rounds],
    measure: async ({ rounds }, clip) => (await import('./throughput/decode.ts')).benchDecode(...(await clip()), { rounds }),
  },
  {
    name: 'fingerprint',
    about: 'a fingerprint, as a ratio to ffmpeg decoding the same file',
    options: [film, rounds, codecs],
    measure: async ({ rounds, codecs }, clip) => {
      const sections: Section[] = [];
      for (const codec of codecs) {
        const title = codec === 'h264' ? 'Fingerprint' : `Fingerprint, ${CLIP_CODINGS[codec].name.split(' ')[0]}`;
        sections.push(...(await (await import('./throughput/fingerprint.ts')).benchFingerprint(title, ...(await clip(codec)), { rounds })));
      }
      return sections;
    },
  },
  {
    name: 'image-hashes',
    about: 'both built-in hashers beside npm packages that hash one image file for each frame; takes minutes',
    options: [film],
    measure: async (_, clip) => (await import('./throughput/image-hashes.ts')).benchImageHashes((await clip())[0]),
  },
  {
    name: 'start-up',
    about: 'the command’s version and help, as a ratio to a bare Node',
    options: [rounds],
    measure: async ({ rounds }) => (await import('./throughput/start-up.ts')).benchStartUp({ rounds }),
  },
  {
    name: 'kernels',
    about: 'the kernels in WebAssembly, as a ratio to plain JavaScript',
    options: [],
    measure: async () => (await import('./throughput/kernels.ts')).benchKernels(),
  },
  {
    name: 'search',
    about: 'searches for a minute in libraries of generated films, as a ratio to the exact index',
    options: [rounds, hours, index],
    measure: async ({ rounds, hours, index }) =>
      (await import('./throughput/search.ts')).benchSearch({
        rounds,
        hours,
        own: await Promise.all(index.map((await import('./library/own-index.ts')).loadIndex)),
      }),
  },
  {
    name: 'nothing',
    about: 'scans of uploads that show nothing of the library, as a ratio to decoding and fingerprinting them',
    options: [film, rounds, hours],
    measure: async ({ film, rounds, hours }) =>
      (await import('./scale/finding-nothing.ts')).benchFindingNothing({ rounds, hours, ...(film !== undefined && { film }) }),
  },
  {
    name: 'prioritised',
    about: 'scans of uploads that show nothing of a large library in which many hours of film are prioritised',
    options: [film, rounds, hours, millions],
    measure: async ({ film, rounds, hours, millions }) =>
      (await import('./scale/prioritised.ts')).benchPrioritised({
        rounds,
        hours,
        millions: millions.at(-1)!,
        ...(film !== undefined && { film }),
      }),
  },
  {
    name: 'nearest',
    about: 'nearest frames at equal recall: linear scan, our index, usearch, and pgvector if the PG* variables name a server',
    options: [rounds, hours],
    measure: async ({ rounds, hours }) => (await import('./nearest/bench-nearest.ts')).benchNearest({ rounds, hours }),
  },
  {
    name: 'scale',
    about: 'a stored index of whole catalogues: growth, loading, memory, query times and recall',
    options: [millions, copies, keep],
    measure: async ({ millions, copies, keep }) => (await import('./scale/bench-scale.ts')).benchScale({ millions, queries: copies, keep }),
  },
  {
    name: 'at-once',
    about: 'searches and fingerprints on one thread and on all cores, as a ratio to processes that share nothing',
    options: [millions, keep, rounds],
    measure: async ({ millions, keep, rounds }) => [
      ...(await (await import('./scale/at-once.ts')).benchAtOnce({ millions, keep, rounds })),
      ...(await (await import('./throughput/fingerprints-at-once.ts')).benchFingerprintsAtOnce({ rounds })),
    ],
  },
  {
    name: 'sweep',
    about: 'many queries against a library in one join, as a ratio to a loop of single searches',
    options: [hours, queries],
    measure: async ({ hours, queries }) => (await import('./scale/bench-sweep.ts')).benchSweep({ hours, queries }),
  },
  {
    name: 'rescan',
    about: 'one new film against the sketches of many earlier uploads, and what the sketches miss',
    options: [sketches],
    measure: async ({ sketches }) => (await import('./scale/bench-rescan.ts')).benchRescan({ sketches }),
  },
  {
    name: 'keypoints',
    about: 'searches for a minute by its keypoints alone in the files of libraries of generated films: growth, bytes and recall',
    options: [film, hours, queries, keep],
    measure: async ({ film, hours, queries, keep }) => {
      const packaged = async () => (await (await import('./accuracy/clip-folder.ts')).readPackagedClips()).clips.map(({ path }) => path);
      const films = film === undefined ? await packaged() : [film];
      return (await import('./scale/bench-keypoints.ts')).benchKeypoints({ films, hours, queries, keep });
    },
  },
  {
    name: 'timeline',
    about: 'searches by shot cuts alone and by brightness alone in catalogues of generated films: growth and recall',
    options: [films],
    measure: async ({ films }) => (await import('./scale/bench-timeline.ts')).benchTimeline({ films }),
  },
  {
    name: 'cascade',
    about: 'a scan by key frames first, as a ratio to one that decodes every frame',
    options: [film, rounds],
    measure: async ({ film, rounds }) => {
      const { paths, description } = await chooseFilms(film);
      return (await import('./throughput/cascade.ts')).benchCascade(
        paths,
        [`Made of: ${description}, at 1920 × 1080, 24 frames a second, H.264 at 6 Mbit/s, AAC.`],
        { rounds },
      );
    },
  },
  {
    name: 'memory',
    about: 'peak memory for a short and a long film, and for the first and the last of many short films',
    options: [minutes, rows, files, role],
    measure: async ({ minutes, rows, files, role }) => [
      ...(await (await import('./throughput/memory.ts')).benchMemory({ minutes: [1, minutes], rows, ...(role && { roles: [role] }) })),
      ...(await (await import('./throughput/memory-of-folder.ts')).benchMemoryOfFolder({ files })),
    ],
  },
  {
    name: 'odd-inputs',
    about: 'time and memory for inputs that could make a search run away: hours of black, loops, films enrolled twice',
    options: [],
    measure: async () => (await import('./throughput/odd-inputs.ts')).benchOddInputs(),
  },
  {
    name: 'service',
    about: 'a service with many uploads at once, as a ratio to the bare command on the same files, and small requests',
    options: [profile, workers, uploads, seconds, serve],
    resultsName: ({ profile }) => (profile === 'server' ? 'service-on-servers' : 'service'),
    measure: async ({ profile, workers, uploads, seconds, serve }) =>
      (await import('./service/bench-service.ts')).benchService({ profile, workers, uploads, seconds, serve, onProgress: console.error }),
  },
  {
    name: 'service-history',
    about: 'what each route, the background jobs, a start and a stop cost after years of uploads, as ratios to a service with a thousand',
    options: [history, titles, engine],
    measure: async ({ history, titles, engine }) =>
      (await import('./service/bench-history.ts')).benchHistory({ uploads: history, titles, engine, onProgress: console.error }),
  },
  {
    name: 'service-faults',
    about:
      'a service on servers under load: processes killed, disks full, connections cut, clocks stepped; time to recover, and nothing lost',
    options: [seed, only, atOnce, before, fingerprints],
    measure: async ({ seed, only, atOnce, before, fingerprints }) =>
      (await import('./service/bench-faults.ts')).benchFaults({
        seed,
        only,
        atOnce,
        history: before,
        fingerprints,
        onProgress: console.error,
      }),
  },
];

function codecList(text: string): Codec[] {
  return text.split(',').map((name) => {
    const codec = CODECS.find((known) => known === name);
    if (codec === undefined) throw new InvalidArgumentError(`It must be one of ${CODECS.join(', ')}.`);
    return codec;
  });
}
