import type { Cache } from './cache.ts';
import { type Clip, type LeftOut, readClipFolder, readPackagedClips } from './clip-folder.ts';
import type { Film } from './film.ts';
import { type FilmPlan, planFilms, type SetName } from './film-sets.ts';
import { inOrder } from './in-order.ts';
import { buildLibrary, type Library } from './library.ts';
import { makeMaster } from './master.ts';
import { makeQueries } from './queries.ts';
import type { Scenario } from './scenario.ts';
import type { QueryTruth } from './truth.ts';

/** Options of {@link prepare}. */
export interface PrepareOptions {
  /** Folder of clips; the packaged footage when undefined. */
  readonly clips?: string | undefined;
  /** Which half of the footage. */
  readonly set: SetName;
  /** Seed of all draws. */
  readonly seed: number;
  /** Copies of each attack. */
  readonly perAttack: number;
  /** Only these attacks and negatives. */
  readonly only?: ReadonlySet<string> | undefined;
  /** What is known of clips by name. */
  readonly scenario: Scenario;
  /** Called with each line of progress. */
  readonly onProgress?: (line: string) => void;
}

/** A benchmark that is ready to be scanned. */
export interface PreparedSet {
  readonly library: Library;
  readonly queries: readonly QueryTruth[];
  /** Films that are enrolled or not, by role. */
  readonly films: readonly (Film & Pick<FilmPlan, 'role'>)[];
  readonly leftOut: readonly LeftOut[];
}

/** Cuts the films, builds the library and makes the queries. Existing files of the cache are reused. */
export async function prepare(options: PrepareOptions, cache: Cache): Promise<PreparedSet> {
  const { set, seed, perAttack, only, scenario, onProgress } = options;
  const root = `${set}/${seed}`;
  const { library, films, copied, unenrolled, leftOut } = await prepareFilms(options, root, cache);
  const queries = await makeQueries(
    {
      seed: root,
      perAttack,
      only,
      copied,
      negatives: { unenrolled, otherTakes: otherTakes(unenrolled, library, scenario), intro: library.intro, music: library.music },
      onProgress: (made, all) => onProgress?.(`made ${made} of ${all} queries`),
    },
    cache,
  );
  return { library, queries, films, leftOut };
}

/** Films that are cut and enrolled, without queries. */
export interface PreparedFilms extends Omit<PreparedSet, 'queries'> {
  /** Those that are copied: enrolled. */
  readonly copied: readonly Film[];
  /** Those that are not enrolled. */
  readonly unenrolled: readonly Film[];
}

/**
 * Cuts the films and builds the library.
 * @param root - Seed of the library's draws.
 * @throws RangeError when the clips are too few.
 */
export async function prepareFilms(
  { clips: folder, set, scenario, onProgress }: Pick<PrepareOptions, 'clips' | 'set' | 'scenario' | 'onProgress'>,
  root: string,
  cache: Cache,
): Promise<PreparedFilms> {
  const { clips, leftOut, neverCopied } = await readFootage(folder, scenario);
  const plans = planFilms(clips, set, neverCopied);
  onProgress?.(`${plans.length} films of ${clips.length} clips`);
  const films = await inOrder(plans, 2, async (plan) => ({ ...(await makeMaster(plan, cache)), role: plan.role }));
  const ofRole = (role: FilmPlan['role']) => films.filter((film) => film.role === role);
  const [copied, bystanders, unenrolled] = [ofRole('copied'), ofRole('bystander'), ofRole('unenrolled')];
  if (copied.length < 2 || unenrolled.length < 1) {
    throw new RangeError(
      `clips must give at least two films to copy and one that is not enrolled in each set, got ${copied.length} and ${unenrolled.length}`,
    );
  }
  const library = await buildLibrary(copied, bystanders, root, cache);
  onProgress?.(`${library.entries.length} references, ${copied.length} of them copied`);
  return { library, films, copied, unenrolled, leftOut };
}

/** The films of which another part of the production, or another clip of the scene, is in the library. */
function otherTakes(unenrolled: readonly Film[], { entries }: Library, { scenes }: Scenario): Film[] {
  const sceneOf = (clip: string) => Object.keys(scenes).find((scene) => scenes[scene]!.includes(clip)) ?? clip;
  const enrolled = new Set(entries.map(({ production }) => sceneOf(production)));
  return unenrolled.filter(({ production }) => enrolled.has(sceneOf(production)));
}

interface Footage {
  readonly clips: readonly Clip[];
  readonly leftOut: readonly LeftOut[];
  readonly neverCopied: ReadonlySet<string>;
}

async function readFootage(folder: string | undefined, { neverCopied, extras }: Scenario): Promise<Footage> {
  const packaged = await readPackagedClips();
  if (folder === undefined) return { ...packaged, neverCopied: new Set(Object.keys(neverCopied)) };
  const own = await readClipFolder(folder);
  const joining = packaged.clips.filter((clip) => clip.name in extras && !own.clips.some((other) => other.name === clip.name));
  return {
    clips: [...own.clips, ...joining],
    leftOut: own.leftOut,
    neverCopied: new Set([...Object.keys(neverCopied), ...joining.map((clip) => clip.name)]),
  };
}
