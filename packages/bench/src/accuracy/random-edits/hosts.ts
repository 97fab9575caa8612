import type { Cache } from '../cache.ts';
import { CopyDraft } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import { makeRecipe } from '../make-recipe.ts';

const CANVAS = { width: 320, height: 240, frameRate: 24 };
const SECONDS = 20;

/** Moving pictures of ffmpeg's own, where footage that is not enrolled is little. No fractal: enrolled films fly into the same one. */
const SOURCES: Readonly<Record<string, string>> = {
  triangles: 'cellauto=rule=110:random_seed=7:random_fill_ratio=0.5:scroll=1:full=1',
  cells: 'life=seed=11:ratio=0.4:mold=20:life_color=0xffd070:death_color=0x204060',
  card: 'testsrc2',
};

/** Films to mix into copies: generated, and never enrolled. */
export async function makeHosts(cache: Cache): Promise<Film[]> {
  const films: Film[] = [];
  for (const [name, source] of Object.entries(SOURCES)) {
    const { path, recipe } = await makeRecipe(CopyDraft.fromSource(source, CANVAS, SECONDS), 'films', cache);
    films.push({ id: `generated ${name}`, path, production: name, duration: recipe.duration, ...CANVAS, hasSound: false });
  }
  return films;
}
