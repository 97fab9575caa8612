#!/usr/bin/env node
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { chooseFilms, inTemporaryFolder, makeFullHdClip } from './clips/clips.ts';
import type { Section } from './measure/figure.ts';
import { sectionText } from './results/markdown.ts';
import { runFacts } from './results/run-facts.ts';
import { writeResults } from './results/write-results.ts';
import { benchDecode } from './throughput/decode.ts';
import { benchFingerprint } from './throughput/fingerprint.ts';
import { benchHash } from './throughput/hash.ts';
import { benchMemory } from './throughput/memory.ts';
import { benchSearch } from './throughput/search.ts';

interface Flags {
  readonly film?: string;
  readonly rounds: number;
  readonly hours: readonly number[];
  readonly minutes: number;
  readonly out?: string;
}

/** Each measurement by its command's name. `clip` makes the full-HD clip the first time it is called. */
const MEASUREMENTS: Readonly<Record<string, { about: string; measure: (flags: Flags, clip: Clip) => Promise<Section[]> }>> = {
  decode: {
    about: 'luma frames in Node, as a ratio to ffmpeg decoding the same file',
    measure: async ({ rounds }, clip) => benchDecode(...(await clip()), { rounds }),
  },
  fingerprint: {
    about: 'a fingerprint, as a ratio to ffmpeg decoding the same file',
    measure: async ({ rounds }, clip) => benchFingerprint(...(await clip()), { rounds }),
  },
  hash: {
    about: 'hashing alone: both hashers, and image-hash packages called for each frame file',
    measure: async (_, clip) => benchHash((await clip())[0]),
  },
  search: {
    about: 'matching a minute against libraries of generated films, the exact index as the baseline',
    measure: ({ rounds, hours }) => benchSearch({ rounds, hours }),
  },
  memory: {
    about: 'peak memory for a film of a minute and a long one',
    measure: ({ minutes }) => benchMemory({ minutes: [1, minutes] }),
  },
};

type Clip = () => Promise<[path: string, notes: string[]]>;

const program = new Command('streetdate-bench')
  .description('Measures Streetdate: throughput, memory and accuracy, as ratios to a baseline of the same run.')
  .showHelpAfterError();

for (const [name, { about }] of Object.entries(MEASUREMENTS)) addCommand(name, about, [name]);
addCommand('all', 'every measurement above', Object.keys(MEASUREMENTS));

await program.parseAsync();

function addCommand(name: string, about: string, measurements: readonly string[]): void {
  program
    .command(name)
    .description(about)
    .option('--film FILE', 'measure on this film instead of the repository’s footage')
    .option('--rounds N', 'timed rounds', wholeNumber, 5)
    .option('--hours N,N', 'library sizes for the search, hours of film', wholeNumbers, [1, 10])
    .option('--minutes N', 'length of the long film for the memory, minutes', wholeNumber, 120)
    .option('--out FOLDER', 'write DATE-NAME.json and DATE-NAME.md there')
    .action((flags: Flags) => measureAll(name, measurements, flags));
}

async function measureAll(name: string, measurements: readonly string[], flags: Flags): Promise<void> {
  const facts = await runFacts();
  await inTemporaryFolder(async (folder) => {
    let made: ReturnType<Clip> | undefined;
    const clip: Clip = () => {
      made ??= makeClip(join(folder, 'full-hd.mp4'), flags.film);
      return made;
    };
    const sections: Section[] = [];
    for (const measurement of measurements) {
      for (const section of await MEASUREMENTS[measurement]!.measure(flags, clip)) {
        sections.push(section);
        console.log(sectionText(section));
      }
    }
    if (flags.out !== undefined) console.log(`\nwritten: ${(await writeResults(flags.out, name, facts, sections)).join(', ')}`);
  });
}

async function makeClip(path: string, film: string | undefined): Promise<[string, string[]]> {
  const { paths, description } = await chooseFilms(film);
  await makeFullHdClip(paths, path);
  return [path, [`Clip: ${description}, scaled to 1920 × 1080, 24 frames a second, H.264 at 6 Mbit/s, no sound.`]];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}

function wholeNumbers(text: string): number[] {
  return text.split(',').map(wholeNumber);
}
