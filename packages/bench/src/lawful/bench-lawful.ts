import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Library, openLibrary } from '@streetdate/engine';
import { parsePublication, parseWindow, type Verdict } from '@streetdate/matcher';
import { continuousPieces, footageOutside } from '@streetdate/matcher/internal';
import { readClipFacts } from '../accuracy/ffmpeg.ts';
import { Random } from '../accuracy/seeded-random.ts';
import { inTemporaryFolder } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { type LawfulFilm, type LawfulFootage, readLawfulFootage } from './lawful-films.ts';
import { chooseLeak, joinCuts, REUPLOADS } from './lawful-uploads.ts';
import { makeTrailer } from './make-trailer.ts';
import { fitPieceCurve, type PieceCurve, type PieceSample } from './piece-curve.ts';

/** Options of {@link benchLawful}. */
export interface LawfulOptions {
  /** Folder of films, beside the npm packages’. @defaultValue none */
  readonly clips?: string | undefined;
  /** Trailers of each film. @defaultValue 2 */
  readonly seeds?: number | undefined;
  /** Most films. @defaultValue all */
  readonly films?: number | undefined;
  /** Called with each line of progress. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** What a run shows: re-uploads of known promos, leaks beside known promos, and the same where no promo is known. */
export const GROUPS = ['lawful', 'leak', 'unknown trailer', 'unknown leak', 'real pair'] as const;

/** One upload and its verdict. */
export interface LawfulResult {
  readonly group: (typeof GROUPS)[number];
  readonly kind: string;
  /** The film, and the seed of its trailer. */
  readonly film: string;
  readonly seed: number;
  /** Whether it is a leak, by the truth. */
  readonly isLeak: boolean;
  /** For a leak: its seconds of film, and those outside the trailer. */
  readonly seconds?: number;
  readonly outside?: number;
  readonly verdict: Verdict['kind'] | 'not-scanned';
  /** Reasons of a review. */
  readonly reasons: readonly string[];
  /** What the verdict holds against it, seconds and places. */
  readonly unpublished?: { readonly seconds: number; readonly places: number };
  /** The title that the verdict accuses, for a leak verdict. */
  readonly accused?: string;
}

/** The results of a run. */
export interface LawfulFigures {
  readonly clips: string | undefined;
  readonly films: readonly string[];
  readonly seeds: number;
  readonly results: readonly LawfulResult[];
  readonly samples: readonly PieceSample[];
  readonly curve: PieceCurve;
}

type Upload = Omit<LawfulResult, 'verdict' | 'reasons' | 'unpublished' | 'accused'> & {
  readonly path: string;
  /** Its length, where it was cut to one, seconds. */
  readonly length?: number;
  readonly half: PieceSample['half'];
  /** Whether it shows a piece of a trailer too: its pieces are then of both. */
  readonly isMixed?: boolean;
};

interface Promo {
  readonly film: LawfulFilm;
  readonly path: string;
  readonly seconds: number;
  readonly shown: readonly { readonly start: number; readonly end: number }[];
}

/** The trailer is public since then, and the film is on sale from then on. Uploads are seen in between. */
const PUBLISHED = '2026-12-01T00:00:00Z';
const STREET_DATE = '2027-03-09T00:00:00Z';
const SEEN_AT = '2027-02-07T12:00:00Z';
const WINDOW = `WORLD:disc:${STREET_DATE}`;
/** Length of a trailer, seconds. */
const TRAILER_SECONDS = 25;
/** Leaks beside each trailer. */
const LEAKS = 4;

/**
 * Enrolls films and their trailers, uploads the trailers again in lawful ways, leaks pieces of the films, and counts the verdicts. The same
 * options give the same uploads with the same ffmpeg.
 */
export function benchLawful(options: LawfulOptions = {}): Promise<LawfulFigures> {
  const { clips, seeds = 2, films: most = Number.POSITIVE_INFINITY, onProgress = () => {} } = options;
  return inTemporaryFolder(async (folder) => {
    const footage = await readLawfulFootage(clips === undefined ? undefined : resolve(clips), folder);
    const films = footage.films.slice(0, most);
    if (films.length === 0) throw new Error('no film of a minute: give some with --clips FOLDER, or run this in the repository');
    onProgress(`${films.length} films: ${films.map(({ name }) => name).join(', ')}`);
    const results: LawfulResult[] = [];
    const samples: PieceSample[] = [];
    const count = async (library: Library, uploads: readonly Upload[]) => {
      const scanned = await scan(library, uploads, onProgress);
      results.push(...scanned.results);
      samples.push(...scanned.samples);
    };
    await using unknown = await openLibrary(join(folder, 'unknown'));
    await enrollFilms(unknown, films);
    for (let seed = 1; seed <= seeds; seed++) {
      const own = join(folder, `seed-${seed}`);
      await mkdir(own);
      const promos = await makePromos(films, footage, seed, own, onProgress);
      await using library = await openLibrary(join(own, 'library'));
      await enrollFilms(library, films);
      for (const { film, path } of promos) await enrollPromo(library, film.name, path);
      const uploads = await makeUploads(promos, footage, seed, own);
      onProgress(`seed ${seed}: ${uploads.known.length + uploads.unknown.length} uploads made`);
      await count(library, uploads.known);
      await count(unknown, uploads.unknown);
    }
    if (footage.realPair) await benchRealPair(footage.realPair, footage, join(folder, 'real'), count);
    const facts = { clips: clips && basename(resolve(clips)), films: films.map(({ name }) => name), seeds };
    return { ...facts, results, samples, curve: fitPieceCurve(samples) };
  });
}

async function enrollFilms(library: Library, films: readonly LawfulFilm[]): Promise<void> {
  for (const { name, path } of films) await library.enroll(path, { title: name, iscc: false, windows: [parseWindow(WINDOW)] });
}

async function enrollPromo(library: Library, title: string, path: string): Promise<void> {
  const promo = { form: 'trailer', publications: [parsePublication(PUBLISHED)] } as const;
  await library.enroll(path, { title, kind: 'promo', promo, promos: 'complete', iscc: false });
}

async function makePromos(
  films: readonly LawfulFilm[],
  { unrelatedFilms }: LawfulFootage,
  seed: number,
  folder: string,
  onProgress: (line: string) => void,
): Promise<Promo[]> {
  const promos: Promo[] = [];
  for (const film of films) {
    const path = join(folder, `trailer-${promos.length + 1}.mp4`);
    const otherFilm = unrelatedFilms[(seed + promos.length) % Math.max(1, unrelatedFilms.length)];
    const given = { film: film.path, seconds: TRAILER_SECONDS, seed: `lawful/${film.name}/${seed}`, path: `${path}.sound.mp4` };
    const { seconds, pieces } = await makeTrailer({ ...given, ...(otherFilm !== undefined && { otherFilm }) });
    // All made trailers have the same noise for music, which would make one title's sound another's.
    await ffmpeg('-i', given.path, '-an', '-c', 'copy', path);
    promos.push({ film, path, seconds, shown: pieces.map(({ filmStart, filmEnd }) => ({ start: filmStart, end: filmEnd })) });
    onProgress(`seed ${seed}: trailer of ${film.name}`);
  }
  return promos;
}

async function makeUploads(
  promos: readonly Promo[],
  { unrelatedFilms }: LawfulFootage,
  seed: number,
  folder: string,
): Promise<{ readonly known: Upload[]; readonly unknown: Upload[] }> {
  const known: Upload[] = [];
  const unknown: Upload[] = [];
  for (const [at, promo] of promos.entries()) {
    const { film } = promo;
    const random = new Random(`lawful/${film.name}/${seed}/uploads`);
    const half = (at + seed) % 2 === 1 ? ('fit' as const) : ('tried' as const);
    const about = { film: film.name, seed, half };
    const pathOf = (what: string) => join(folder, `${at + 1}-${what.replaceAll(/[^a-z0-9]+/gu, '-')}.mp4`);
    const others = promos.filter((other) => other !== promo);
    for (const { kind, make } of REUPLOADS) {
      if (kind.startsWith('reaction') && unrelatedFilms.length === 0) continue;
      const path = pathOf(kind);
      const unrelated = unrelatedFilms.length === 0 ? '' : random.pick(unrelatedFilms);
      await make(promo.path, path, { unrelated, others: random.shuffle(others), seconds: promo.seconds, random });
      known.push({ ...about, group: 'lawful', kind, isLeak: false, path });
      const isAgain = kind === 're-encoded small' || kind === (at % 2 === 0 ? 'caption bar' : 'mirrored');
      if (isAgain) unknown.push({ ...about, group: 'unknown trailer', kind, isLeak: false, path });
    }
    for (let leak = 0; leak < LEAKS; leak++) {
      // One in each quarter of the lengths on a logarithmic scale.
      const seconds = 5 * 12 ** ((leak + random.next()) / LEAKS);
      const { cut, outside } = chooseLeak(film, seconds, promo.shown, random);
      const before = [0, 10, 0, promo.seconds][leak]!;
      const head = before === 0 ? [] : [{ path: promo.path, start: 0, end: before }];
      const path = pathOf(`leak-${leak + 1}`);
      await joinCuts([...head, cut], path);
      const kind = before === 0 ? 'film' : before === 10 ? '10 s of the trailer, then film' : 'the trailer, then film';
      known.push({ ...about, group: 'leak', kind, isLeak: true, seconds, outside, path, length: before + seconds, isMixed: before > 0 });
    }
    const seconds = random.between(60, Math.min(100, film.seconds - 5));
    const { cut, outside } = chooseLeak(film, seconds, promo.shown, random);
    const path = pathOf('leak-of-a-minute');
    await joinCuts([cut], path);
    unknown.push({
      ...about,
      group: 'unknown leak',
      kind: 'film, a minute and more',
      isLeak: true,
      seconds,
      outside,
      path,
      length: seconds,
    });
  }
  return { known, unknown };
}

async function scan(
  library: Library,
  uploads: readonly Upload[],
  onProgress: (line: string) => void,
): Promise<{ readonly results: LawfulResult[]; readonly samples: PieceSample[] }> {
  const results: LawfulResult[] = [];
  const samples: PieceSample[] = [];
  const films = new Set((await library.references()).filter(({ kind }) => kind !== 'promo').map(({ id }) => id));
  const found = new Map<string, Upload>();
  for (const upload of uploads) found.set(upload.path, upload);
  const scanIds = new Map<string, Upload>();
  for await (const outcome of library.scan(
    uploads.map(({ path }) => path),
    { seenAt: SEEN_AT, iscc: false },
  )) {
    const { path, length, half, isMixed, ...about } = found.get(outcome.path)!;
    if (length !== undefined && 'duration' in outcome && Math.abs(outcome.duration - length) > 1) {
      throw new Error(
        `${path} should last ${length.toFixed(1)} s, and lasts ${outcome.duration.toFixed(1)} s: this ffmpeg cuts it otherwise`,
      );
    }
    const { verdict } = outcome;
    const kind = verdict.kind === 'not-media' || verdict.kind === 'skipped' ? 'not-scanned' : verdict.kind;
    const accusing = 'matches' in outcome ? outcome.matches.find((match) => match.verdict.kind === 'pre-release-leak') : undefined;
    const unpublished = 'unpublished' in verdict ? verdict.unpublished : undefined;
    results.push({
      ...about,
      verdict: kind,
      reasons: 'reasons' in verdict ? [...verdict.reasons] : [],
      ...(unpublished && { unpublished: { seconds: unpublished.seconds, places: unpublished.places } }),
      ...(accusing && { accused: accusing.title }),
    });
    if ('scanId' in outcome && !isMixed) scanIds.set(outcome.scanId, found.get(outcome.path)!);
    onProgress(`${results.length} of ${uploads.length}: ${about.film}, seed ${about.seed}, ${about.group}, ${about.kind}: ${kind}`);
  }
  for (const { id, matches } of await library.scans()) {
    const upload = scanIds.get(id);
    if (upload === undefined || upload.group === 'real pair') continue;
    for (const match of matches.filter(({ referenceId }) => films.has(referenceId))) {
      const pieces = continuousPieces(match, footageOutside(match, [])!);
      const { isLeak, half, seconds } = upload;
      samples.push({ isLeak, half, pieces, ...(seconds !== undefined && { seconds }) });
    }
  }
  return { results, samples };
}

/** A film and its real trailer: the trailer uploaded again, known and unknown, and two leaks. */
async function benchRealPair(
  { film, trailer }: NonNullable<LawfulFootage['realPair']>,
  { unrelatedFilms }: LawfulFootage,
  folder: string,
  count: (library: Library, uploads: readonly Upload[]) => Promise<void>,
): Promise<void> {
  await mkdir(folder);
  const random = new Random(`lawful/${film.name}/real`);
  const seconds = (await readClipFacts(trailer))?.duration ?? 0;
  const about = { group: 'real pair', film: film.name, seed: 0, half: 'tried' } as const;
  const uploads: Upload[] = [];
  for (const { kind, make } of REUPLOADS) {
    if (kind.startsWith('compilation') || (kind.startsWith('reaction') && unrelatedFilms.length === 0)) continue;
    const path = join(folder, `${uploads.length}.mp4`);
    await make(trailer, path, { unrelated: unrelatedFilms[0] ?? '', others: [], seconds, random });
    uploads.push({ ...about, kind, isLeak: false, path });
  }
  const trailers = uploads.length;
  for (const [length, before] of [
    [20, 0],
    [70, 10],
  ] as const) {
    const start = random.between(60, film.seconds - length - 60);
    const path = join(folder, `leak-${length}.mp4`);
    const head = before === 0 ? [] : [{ path: trailer, start: 0, end: before }];
    await joinCuts([...head, { path: film.path, start, end: start + length }], path);
    uploads.push({
      ...about,
      kind: `film, ${length} s${before > 0 ? ', behind the trailer' : ''}`,
      isLeak: true,
      seconds: length,
      path,
      length: before + length,
    });
  }
  await using library = await openLibrary(join(folder, 'library'));
  await enrollFilms(library, [film]);
  const unknown = uploads.map((upload) => ({ ...upload, kind: `${upload.kind}; trailer not enrolled` }));
  await count(library, [unknown[0]!, ...unknown.slice(trailers)]);
  // The same files again: a scan that is stored is only judged again by what is enrolled now.
  await enrollPromo(library, film.name, trailer);
  await count(library, uploads);
}
