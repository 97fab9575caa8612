import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fingerprint, type FingerprintRole, fingerprintFile, loadFingerprint, saveFingerprint } from '@streetdate/core';
import type { Cache } from '../cache.ts';

/**
 * Fingerprints of the cache's films, kept beside them. The key holds every file of the core package that is in use, so that a change to
 * core makes them anew, and a change to the matcher alone does not.
 */
export class FingerprintCache {
  readonly #cache: Cache;
  readonly #code: string;
  readonly #thumbnails: boolean;

  private constructor(cache: Cache, code: string, thumbnails: boolean) {
    this.#cache = cache;
    this.#thumbnails = thumbnails;
    this.#code = code;
  }

  /** Reads core's code once. @param options - Whether references keep thumbnails. */
  static async open(cache: Cache, { thumbnails = false }: { readonly thumbnails?: boolean | undefined } = {}): Promise<FingerprintCache> {
    const folder = dirname(fileURLToPath(import.meta.resolve('@streetdate/core')));
    return new FingerprintCache(cache, await digestOfFolder(folder), thumbnails);
  }

  /** The fingerprint of a file of the cache; undefined when nothing in it can be fingerprinted, such as a black film. */
  async get(path: string, role: FingerprintRole): Promise<Fingerprint | undefined> {
    try {
      const options = role === 'reference' && this.#thumbnails ? { role, thumbnails: true } : { role };
      const kind = 'thumbnails' in options ? `${role} with thumbnails` : role;
      const stored = await this.#cache.make('fingerprints', `${this.#code}/${kind}/${path}`, 'sdfp', async (out) => {
        const fingerprint = await fingerprintFile(this.#cache.resolve(path), options);
        await saveFingerprint(this.#cache.resolve(out), fingerprint);
      });
      return await loadFingerprint(this.#cache.resolve(stored));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'nothing-to-fingerprint') return undefined;
      throw error;
    }
  }
}

async function digestOfFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'));
  for (const file of files.sort()) hash.update(file).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
