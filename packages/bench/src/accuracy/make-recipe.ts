import type { Cache } from './cache.ts';
import type { CopyDraft, Recipe } from './copy-draft.ts';

/** Finishes a draft and makes its file in the cache, unless it is there. */
export async function makeRecipe(
  draft: CopyDraft,
  shelf: string,
  cache: Cache,
): Promise<{ readonly path: string; readonly recipe: Recipe }> {
  const recipe = draft.finish();
  for (const asset of recipe.assets) await cache.makeAsset(asset);
  const path = await cache.make(shelf, JSON.stringify(recipe.args), recipe.container, (out, run) => run([...recipe.args, out]));
  return { path, recipe };
}
