import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  completePasses,
  type Fingerprint,
  type FingerprintRole,
  fingerprintFile,
  fingerprintInPasses,
  loadFingerprint,
  saveFingerprint,
} from '@streetdate/core';
import type { ReferenceIndex } from '@streetdate/index';
import { undecidedIntervals } from '@streetdate/matcher/internal';
import { digestOf } from '../assets/asset.ts';
import type { Cache } from '../cache.ts';

/**
 * Fingerprints of the cache's films, kept beside them. The key holds every file of the core package that is in use, so that a change to
 * core makes them anew, and a change to the matcher alone does not.
 */
export class FingerprintCache {
  readonly #cache: Cache;
  readonly #code: string;
  readonly #thumbnails: boolean;
  /** What stands for the code of the index and of the matcher. */
  #search: Promise<string> | undefined;

  private constructor(cache: Cache, code: string, thumbnails: boolean) {
    this.#cache = cache;
    this.#thumbnails = thumbnails;
    this.#code = code;
  }

  /** Reads core's code once. @param options - Whether references keep thumbnails. */
  static async open(cache: Cache, { thumbnails = false }: { readonly thumbnails?: boolean | undefined } = {}): Promise<FingerprintCache> {
    return new FingerprintCache(cache, await digestOfFolder(folderOf('@streetdate/core')), thumbnails);
  }

  /** The fingerprint of a file of the cache; undefined when nothing in it can be fingerprinted, such as a black film. */
  get(path: string, role: FingerprintRole): Promise<Fingerprint | undefined> {
    const thumbnails = role === 'reference' && this.#thumbnails;
    const kind = thumbnails ? `${role} with thumbnails` : role;
    return this.#get(path, `${this.#code}/${kind}/${path}`, (file) => fingerprintFile(file, thumbnails ? { role, thumbnails } : { role }));
  }

  /**
   * The fingerprint of a query that was decoded in passes, as a scan does it: key frames first, however short it is, then what they leave undecided. That depends on the references, on their index and on the matcher, so the key holds all three.
   * @param references - Names the references of the index.
   */
  async getCascaded(path: string, index: ReferenceIndex, references: readonly string[]): Promise<Fingerprint | undefined> {
    this.#search ??= Promise.all(['@streetdate/index', '@streetdate/matcher'].map((name) => digestOfFolder(folderOf(name)))).then(
      (digests) => digests.join('/'),
    );
    const key = `${this.#code}/${await this.#search}/${digestOf(references.join())}/cascade/${path}`;
    return this.#get(path, key, (file) =>
      completePasses(fingerprintInPasses(file, { shortest: 0 }), (query) => undecidedIntervals(query, index)),
    );
  }

  async #get(path: string, key: string, fingerprint: (file: string) => Promise<Fingerprint>): Promise<Fingerprint | undefined> {
    try {
      const stored = await this.#cache.make('fingerprints', key, 'sdfp', async (out) => {
        await saveFingerprint(this.#cache.resolve(out), await fingerprint(this.#cache.resolve(path)));
      });
      return await loadFingerprint(this.#cache.resolve(stored));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'nothing-to-fingerprint') return undefined;
      throw error;
    }
  }
}

/** The folder of a package's main entry. */
function folderOf(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(name)));
}

async function digestOfFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'));
  for (const file of files.sort()) hash.update(file).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
