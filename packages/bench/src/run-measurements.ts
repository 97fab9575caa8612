import { join } from 'node:path';
import { CLIP_CODINGS, chooseFilms, inTemporaryFolder, makeFullHdClip } from './clips/clips.ts';
import type { Section } from './measure/figure.ts';
import { sectionText } from './results/markdown.ts';
import { readSections, regressions } from './results/regressions.ts';
import { runFacts } from './results/run-facts.ts';
import { writeResults } from './results/write-results.ts';

/** Options that every run has. */
export interface RunFlags {
  /** The film from which clips are made. @defaultValue the repository's footage */
  readonly film?: string;
  /** JSON of an earlier run, with which this one is compared. */
  readonly baseline?: string;
  /** Folder of the results. @defaultValue none are written */
  readonly out?: string;
}

/** A codec that clips are made in. */
export type Codec = keyof typeof CLIP_CODINGS;

/** The full-HD clip of a codec, H.264 by default. It is made at the first call. */
export type Clip = (codec?: Codec) => Promise<[path: string, notes: string[]]>;

/** Something that can be measured. */
export interface Runnable<Flags> {
  readonly measure: (flags: Flags, clip: Clip) => Promise<Section[]>;
}

/** How often the full-HD clip of half a minute is repeated. */
const REPEATS = 4;

/**
 * Runs measurements one after the other and prints each result at once. Writes and compares the results if the options ask for it.
 * @param name - The name of the result files.
 * @throws Error when a baseline cannot be read, and what a measurement throws.
 */
export async function runMeasurements<Flags extends RunFlags>(
  name: string,
  measurements: readonly Runnable<Flags>[],
  flags: Flags,
): Promise<void> {
  const facts = await runFacts();
  const before = flags.baseline === undefined ? undefined : await readSections(flags.baseline);
  await inTemporaryFolder(async (folder) => {
    const made = new Map<Codec, ReturnType<Clip>>();
    const clip: Clip = (codec = 'h264') => {
      const known = made.get(codec) ?? makeClip(folder, codec, flags.film);
      made.set(codec, known);
      return known;
    };
    const sections: Section[] = [];
    for (const { measure } of measurements) {
      for (const section of await measure(flags, clip)) {
        sections.push(section);
        console.log(sectionText(section));
      }
    }
    if (flags.out !== undefined) console.log(`\nwritten: ${(await writeResults(flags.out, name, facts, sections)).join(', ')}`);
    if (before !== undefined) reportRegressions(before, sections);
  });
}

function reportRegressions(before: readonly Section[], now: readonly Section[]): void {
  const worse = regressions(before, now);
  for (const { section, name, before, now, noise } of worse) {
    console.error(
      `worse: ${section}, ${name}: ${before.toFixed(3)} before, ${now.toFixed(3)} now; the noise is ${(100 * noise).toFixed(1)} %`,
    );
  }
  if (worse.length > 0) process.exitCode = 1;
  else console.log('\nNo ratio is worse than in the baseline by more than the noise.');
}

async function makeClip(folder: string, codec: Codec, film: string | undefined): Promise<[string, string[]]> {
  const { paths, description } = await chooseFilms(film);
  const coding = CLIP_CODINGS[codec];
  const path = join(folder, `${codec}.${coding.extension}`);
  await makeFullHdClip(paths, path, coding, REPEATS);
  return [path, [`Clip: ${description}, scaled to 1920 × 1080, 24 frames a second, ${REPEATS} times, ${coding.name}.`]];
}
