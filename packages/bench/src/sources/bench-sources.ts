import { mkdir } from 'node:fs/promises';
import { type Fingerprint, fingerprintFile, loadFingerprint, saveFingerprint } from '@streetdate/core';
import { measureBlending } from '@streetdate/core/internal';
import { decodeIntervals } from '@streetdate/core/internal/node';
import { BandIndex } from '@streetdate/index';
import { findMatches, type Rendition, readSources, type Source } from '@streetdate/matcher';
import {
  answerSource,
  blendingIntervals,
  CADENCE_LONG_SIDE,
  cadenceIntervals,
  detailIntervals,
  measureCadence,
  measureDetail,
} from '@streetdate/matcher/internal';
import { chooseFilms, inTemporaryFolder } from '../clips/clips.ts';
import { type Calibration, calibrate, type JudgedCopy } from './calibration.ts';
import { makeCopies, type SourceCopy } from './copies.ts';
import { type FilmHalf, type MadeFilm, makeFilms } from './films.ts';
import { makeOnce } from './make-once.ts';
import { type MadeRendition, makeRenditions } from './renditions.ts';
import { countDoubts, type DoubtCount } from './sign-counts.ts';
import { LANGUAGES } from './soundtracks.ts';

/** The sources that a copy may have here: the enrolled ones, and a camera. */
const POSSIBLE: readonly Source[] = ['disc', 'digital', 'broadcast', 'screener', 'camera'];
/** Where the footage without a film of the user's own is: the longest clip that the development packages bring, a man before a camera. */
const LONGEST_OF_REPOSITORY = 2;

/** Options of {@link benchSources}. */
export interface SourcesOptions {
  /** A film that is cut into films of 72 s, five minutes and more of it. @defaultValue the repository's longest clip, 200 s of one man before a camera */
  readonly film?: string | undefined;
  /** Which of the films. @defaultValue 'reported' */
  readonly half?: FilmHalf | undefined;
  /** Films in both halves together, at most. @defaultValue 8 */
  readonly films?: number | undefined;
  /** A folder that keeps films, copies and fingerprints, which a later run takes as they are. @defaultValue a temporary one */
  readonly keep?: string | undefined;
  /** Called with each finished copy and its answer. */
  readonly onProgress?: (line: string) => void;
}

/** The answer for one copy. */
export type SourceResult = JudgedCopy &
  Omit<SourceCopy, 'path'> & {
    /** Its evidence, a sentence each. */
    readonly reasons: readonly string[];
  };

/** The answer for each copy, and how reliable the answers are. */
export interface SourcesResult {
  readonly half: FilmHalf;
  /** How many films. */
  readonly films: number;
  /** In order of making. */
  readonly copies: readonly SourceResult[];
  readonly calibration: Calibration;
  /** How often each sign spoke against the true source, and against the others. */
  readonly doubts: readonly DoubtCount[];
}

/**
 * Makes releases of films and copies of each, enrolls the releases, and estimates the source of each copy. About six minutes a film on two cores.
 * @throws Error when no film is given and the working folder is not the repository with its development packages; RangeError when the film is too short.
 */
export async function benchSources(options: SourcesOptions = {}): Promise<SourcesResult> {
  const { film, half = 'reported', films: most = 8, keep, onProgress = () => {} } = options;
  const { paths } = await chooseFilms(film);
  const footage = paths[film === undefined ? LONGEST_OF_REPOSITORY : 0]!;
  if (keep !== undefined) await mkdir(keep, { recursive: true });
  const measure = async (folder: string): Promise<SourcesResult> => {
    const films = await makeFilms(footage, half, most, folder);
    const readings: Awaited<ReturnType<typeof readCopies>> = [];
    for (const each of films) readings.push(...(await readCopies(each, folder, onProgress)));
    const copies = readings.map(({ copy }) => copy);
    return { half, films: films.length, copies, calibration: calibrate(copies), doubts: countDoubts(readings) };
  };
  return keep === undefined ? inTemporaryFolder(measure) : measure(keep);
}

async function readCopies(film: MadeFilm, folder: string, onProgress: (line: string) => void) {
  const made = await makeRenditions(film, folder);
  const index = new BandIndex();
  const renditions: Rendition[] = [];
  for (const each of made) {
    const fingerprint = withTables(await fingerprintOf(each.path, 'reference'), each);
    index.add(each.id, fingerprint);
    renditions.push({ referenceId: each.id, source: each.source, fingerprint });
  }
  const readings: { copy: SourceResult; reading: ReturnType<typeof readSources> }[] = [];
  for await (const { path, ...copy } of makeCopies(film, made, folder)) {
    const query = await fingerprintOf(path, 'query');
    const matches = findMatches(query, index);
    const intervals = cadenceIntervals(query, matches, renditions);
    const cadence = intervals.length === 0 ? undefined : measureCadence(await decodeIntervals(path, intervals, CADENCE_LONG_SIDE));
    const mixed = (await decodeIntervals(path, blendingIntervals(query, matches, renditions))).flatMap(
      (each) => measureBlending(each) ?? [],
    );
    const shown = detailIntervals(query, matches, renditions);
    const detail = shown.length === 0 ? undefined : measureDetail(query, shown, (await decodeIntervals(path, shown)).flat(), renditions);
    const reading = readSources(query, matches, renditions, { cadence, blending: mixed, detail });
    const reasons = reading.evidence.map((each) => `${each.source} × ${each.likelihoodRatio.toFixed(3)}: ${each.reason}`);
    const answer = answerSource(reading.evidence, POSSIBLE);
    readings.push({ copy: { ...copy, answer, reasons }, reading });
    onProgress(
      `${copy.name}: ${answer.odds > 1 ? `${answer.certainty}, ${answer.source} at ${answer.odds.toFixed(1)} to 1` : 'cannot say'}`,
    );
  }
  return readings;
}

/** What the tables of a disc say, and its streams do not: chapters, and the language of its sound. */
function withTables(fingerprint: Fingerprint, { chapters, mix }: MadeRendition): Fingerprint {
  const { media } = fingerprint;
  const sound = media.sound?.map((stream) => ({ ...stream, language: LANGUAGES[mix] }));
  return { ...fingerprint, media: { ...media, chapters, ...(sound && { sound }) } };
}

/** The fingerprint of a file, kept beside it. */
async function fingerprintOf(path: string, role: Fingerprint['role']): Promise<Fingerprint> {
  const kept = `${path}.sdfp`;
  await makeOnce(kept, async (part) => saveFingerprint(part, await fingerprintFile(path, { role, details: role === 'reference' })));
  return loadFingerprint(kept);
}
