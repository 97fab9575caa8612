import { drawPiece } from '../attacks/attack.ts';
import type { Cache } from '../cache.ts';
import { CopyDraft, canvasOf, type Piece } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import { makeRecipe } from '../make-recipe.ts';
import { Random } from '../seeded-random.ts';
import { drawIntro, TREATMENTS, treat, wholePiece, withIntro } from './draw-case.ts';

/** What a query shows: nothing but the intro, or the intro and a film of the library. */
export const SHOWN = [
  'the intro alone',
  'the intro, then another film',
  'the intro inside another film',
  'the intro and the film',
  'the film',
] as const;

/** A query of a case. */
export interface IntroQuery {
  /** Its name in the results. */
  readonly id: string;
  /** Its file, relative to the cache folder. */
  readonly path: string;
  readonly shows: (typeof SHOWN)[number];
  /** The film that it shows; undefined where it shows the intro and nothing of a film. */
  readonly referenceId: string | undefined;
  /** How it was altered, and what was drawn. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/** An intro, the films that begin with it, and the queries that show it. */
export interface IntroCase {
  /** What the intro is made of. */
  readonly kind: string;
  /** Length of the intro, seconds. */
  readonly seconds: number;
  readonly references: readonly { readonly id: string; readonly path: string; readonly treatment: string }[];
  readonly queries: readonly IntroQuery[];
}

/** Films that have the intro. */
const FILMS = { fewest: 2, most: 4 } as const;
/** Shortest film that may follow an intro of half a minute without being outweighed by it, seconds. */
const OWN_SECONDS = 35;

/**
 * Makes one case in the cache. Its films, its intro and what surrounds the intro in queries are from different footage.
 * @param films - All footage; no two of them overlap.
 */
export async function makeCase(films: readonly Film[], seed: string, cache: Cache): Promise<IntroCase> {
  const random = new Random(seed);
  const long = random.shuffle(films.filter(({ duration }) => duration >= OWN_SECONDS));
  const owns = long.slice(0, random.integer(FILMS.fewest, FILMS.most));
  const productions = new Set(owns.map(({ production }) => production));
  const rest = random.shuffle(films.filter((film) => !owns.includes(film)));
  const footage = rest.find(({ duration, production }) => duration >= 5 && !productions.has(production)) ?? rest[0]!;
  const unenrolled = rest.find((film) => film !== footage && film.production !== footage.production && film.duration >= 5)!;
  const intro = await makeFilm('intro', drawIntro(random.fork('intro'), footage), cache);
  const kind = String(intro.parameters.kind);

  // The first film has it as it is. Each further one alters it in another way, so that one at least is re-timed, letterboxed or both.
  const order = random.shuffle(TREATMENTS.slice(1));
  const references = [];
  for (const [at, own] of owns.entries()) {
    const treatment = at === 0 ? 'none' : order[at - 1]!;
    const variant = await makeFilm('variant', treat(whole(intro), treatment, random.fork(`film ${at}`)), cache);
    const film = await makeFilm(`film ${at + 1}`, withIntro(variant, own), cache);
    references.push({ film, treatment, introSeconds: variant.duration });
  }

  const queries: IntroQuery[] = [];
  const ask = async (shows: IntroQuery['shows'], pieces: readonly Piece[], referenceId?: string) => {
    const number = queries.length + 1;
    const draws = random.fork(`query ${number}`);
    const treatment = draws.pick(TREATMENTS);
    const { film, start } = pieces[0]!;
    const draft = treat(CopyDraft.fromPieces(pieces, canvasOf(film)), treatment, draws).note({ treatment, start });
    const { path, recipe } = await makeRecipe(draft, 'queries', cache);
    queries.push({ id: `${seed}/${number}`, path, shows, referenceId, parameters: recipe.parameters });
  };
  const around = (name: string) => ({ ...drawPiece(random.fork(name), unenrolled, random.fork(name).between(5, 15)), host: true });
  await ask('the intro alone', [wholePiece(intro)]);
  await ask('the intro alone', [partOf(random.fork('part'), intro)]);
  await ask('the intro, then another film', [wholePiece(intro), around('after')]);
  await ask('the intro inside another film', [around('before'), wholePiece(intro), around('behind')]);
  const { film, introSeconds } = random.pick(references);
  const ownSeconds = random.between(8, 20);
  const referenceId = film.id;
  await ask('the intro and the film', [{ film, start: 0, duration: introSeconds + ownSeconds }], referenceId);
  await ask('the film', [{ film, start: introSeconds + random.between(1, 10), duration: ownSeconds }], referenceId);
  return {
    kind,
    seconds: intro.duration,
    references: references.map(({ film: { id, path }, treatment }) => ({ id, path, treatment })),
    queries,
  };
}

/** Two thirds of an intro and more, but not under three seconds. */
function partOf(random: Random, intro: Film): Piece {
  return drawPiece(random, intro, Math.max(3, intro.duration * random.between(0.65, 1)));
}

function whole(intro: Film): CopyDraft {
  const { width, height, frameRate } = intro;
  return CopyDraft.fromPieces([wholePiece(intro)], { width, height, frameRate });
}

async function makeFilm(id: string, draft: CopyDraft, cache: Cache) {
  const { path, recipe } = await makeRecipe(draft, 'films', cache);
  const { width, height, frameRate, hasSound } = draft;
  return { id, path, production: id, duration: recipe.duration, width, height, frameRate, hasSound, parameters: recipe.parameters };
}
