import { musicAsset } from './assets/asset.ts';
import { drawPiece } from './attacks/attack.ts';
import type { Cache } from './cache.ts';
import { CopyDraft, canvasOf, type Piece } from './copy-draft.ts';
import type { Film } from './film.ts';
import { makeRecipe } from './make-recipe.ts';
import { creditsRoll, studioIntro, testCard, titleCards } from './negatives/generated.ts';
import type { NegativeStock } from './negatives/negative.ts';
import { Random } from './seeded-random.ts';

/** A film of the library, with its id. */
export interface LibraryEntry {
  /** The reference's id. */
  readonly referenceId: string;
  /** The file to enroll, relative to the cache folder. */
  readonly path: string;
  /** The production of its main part. */
  readonly production: string;
  /** Length in seconds. */
  readonly duration: number;
}

/** The library, with the intro and the music that negatives reuse. */
export interface Library extends Pick<NegativeStock, 'intro' | 'music'> {
  readonly entries: readonly LibraryEntry[];
}

/** What is added to bystanders, in turn: footage that many films share and that must not cause matches. */
const DRESS = ['intro', 'intro', 'intro', 'cards and credits', 'colour bars', 'music'] as const;

/**
 * Enrolls the films that are copied as they are, and each bystander with something that is not its own: a studio intro, title cards and
 * credits, colour bars, music. There are always as many bystanders as copied films: where footage lacks, films are generated (flights into
 * the Mandelbrot set, Conway's life), and every dress is worn at least once.
 */
export async function buildLibrary(copied: readonly Film[], bystanders: readonly Film[], seed: string, cache: Cache): Promise<Library> {
  const random = new Random(`${seed}/library`);
  const intro = await makeFilm('intro', studioIntro(random.fork('intro'), 6), cache);
  const music = musicAsset(`${seed}/music`, 60);
  await cache.makeAsset(music);
  const fillers = Math.max(0, copied.length - bystanders.length, DRESS.length - bystanders.length);
  const generated: Film[] = [];
  // About as long as the copied films.
  const seconds = Math.min(30, Math.ceil(Math.max(...copied.map(({ duration }) => duration))));
  for (let at = 0; at < fillers; at++)
    generated.push(await makeFilm(`generated-${at + 1}`, generatedFilm(random.fork(`filler ${at}`), seconds), cache));
  const entries: LibraryEntry[] = copied.map((film) => ({ ...film, referenceId: film.id }));
  for (const [at, film] of [...bystanders, ...generated].entries()) {
    const dress = DRESS[at] ?? 'none';
    entries.push(
      dress === 'none'
        ? { ...film, referenceId: film.id }
        : await dressed(film, dress, intro, music.path, random.fork(`dress ${at}`), cache),
    );
  }
  return { entries, intro, music: music.path };
}

async function dressed(
  film: Film,
  dress: (typeof DRESS)[number],
  intro: Film,
  music: string,
  random: Random,
  cache: Cache,
): Promise<LibraryEntry> {
  const canvas = canvasOf(film);
  const whole = drawPiece(random, film, film.duration);
  const before: Piece[] = [];
  const after: Piece[] = [];
  const cut = async (name: string, draft: CopyDraft) => {
    const made = await makeFilm(name, draft, cache);
    return drawPiece(random, made, made.duration);
  };
  if (dress === 'intro') before.push(drawPiece(random, intro, intro.duration));
  if (dress === 'colour bars') before.push(await cut('bars', testCard('smptebars', 8)));
  if (dress === 'cards and credits') {
    before.push(await cut('cards', titleCards(random.fork('cards'), 12)));
    after.push(await cut('credits', creditsRoll(random.fork('credits'), 15)));
  }
  const draft = CopyDraft.fromPieces([...before, whole, ...after], canvas).encode(['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18']);
  if (dress === 'music') draft.replaceSound(music);
  const { path, recipe } = await makeRecipe(draft, 'films', cache);
  return { referenceId: `${film.id} with ${dress}`, path, production: film.production, duration: recipe.duration };
}

function generatedFilm(random: Random, seconds: number): CopyDraft {
  const canvas = { width: 512, height: 288, frameRate: 24 };
  if (random.chance(0.5)) {
    const place = `start_x=${random.between(-0.75, -0.73)}:start_y=${random.between(0.1, 0.2)}`;
    return CopyDraft.fromSource(`mandelbrot=start_scale=${random.between(0.5, 3)}:end_scale=0.001:end_pts=900:${place}`, canvas, seconds);
  }
  return CopyDraft.fromSource(
    `life=s=128x72:seed=${random.integer(1, 99_999)}:ratio=0.4:mold=20:life_color=white:death_color=gray`,
    canvas,
    seconds,
  );
}

async function makeFilm(name: string, draft: CopyDraft, cache: Cache): Promise<Film> {
  draft.encode(['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16']);
  const { path, recipe } = await makeRecipe(draft, 'films', cache);
  const { width, height, frameRate, hasSound } = draft;
  return { id: name, path, production: name, duration: recipe.duration, width, height, frameRate, hasSound };
}
