import type { Fingerprint } from '@streetdate/core/portable';
import { isLibrary } from '@streetdate/engine';
import { loadStored, readFileState } from '@streetdate/engine/internal';
import type { Context } from './command.ts';
import { withLibrary } from './with-library.ts';

/**
 * Fingerprints of films that the library has enrolled and that did not change since, so that they need not be made anew.
 * @returns Them by the paths that were given; without a library none.
 */
export async function knownFingerprints(context: Context, paths: readonly string[]): Promise<Map<string, Fingerprint>> {
  const known = new Map<string, Fingerprint>();
  if (context.served === undefined && !(await isLibrary(context.home))) return known;
  await withLibrary(context, { access: 'read' }, async ({ catalogue, blobs }) => {
    for (const path of new Set(paths)) {
      const state = await readFileState(path).catch(() => undefined);
      const reference = state && (await catalogue.referenceOfMedia(state.realPath, state.stamp));
      // One that is lost or damaged is made anew.
      const fingerprint = reference && (await loadStored(blobs, reference.fingerprintSha256).catch(() => undefined));
      if (fingerprint !== undefined) known.set(path, fingerprint);
    }
  });
  return known;
}
