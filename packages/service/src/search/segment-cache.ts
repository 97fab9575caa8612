import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { sha256Of, writeFault, writeWhole } from '@streetdate/engine/internal';

/** A segment in the cache. */
interface Entry {
  bytes: number;
  usedAt: number;
  /** Whether this process has seen that its SHA-256 is right. */
  verified: boolean;
}

/** Options of {@link SegmentCache}. */
export interface SegmentCacheOptions {
  /** Most bytes on disk. A segment that is in use counts, and stays. @defaultValue 50 GB */
  readonly mostBytes?: number | undefined;
}

/**
 * Segments on this machine's disk. Those used longest ago make room for others. Everything in it can be fetched again, so the folder may be
 * deleted while no process uses it. Each process has a folder of its own.
 */
export class SegmentCache {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #entries = new Map<string, Entry>();
  readonly #fetching = new Map<string, Promise<string>>();
  #listed: Promise<void> | undefined;

  constructor(folder: string, { mostBytes = 50e9 }: SegmentCacheOptions = {}) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** Bytes of the segments that are kept. */
  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * The file of a segment. Its SHA-256 was checked once by this process.
   * @param sha256 - Names it.
   * @param fetch - Gets its bytes, whose SHA-256 is checked.
   * @throws What `fetch` throws; StreetdateError `file-unwritable`.
   */
  async pathOf(sha256: string, fetch: () => Promise<Uint8Array>): Promise<string> {
    this.#listed ??= this.#list();
    await this.#listed;
    const known = this.#fetching.get(sha256);
    if (known !== undefined) return known;
    const working = this.#provide(sha256, fetch).finally(() => this.#fetching.delete(sha256));
    this.#fetching.set(sha256, working);
    return working;
  }

  /** Forgets a segment whose file turned out to be damaged. */
  async drop(sha256: string): Promise<void> {
    this.#entries.delete(sha256);
    await rm(this.#path(sha256), { force: true });
  }

  async #provide(sha256: string, fetch: () => Promise<Uint8Array>): Promise<string> {
    const path = this.#path(sha256);
    const known = this.#entries.get(sha256);
    if (known !== undefined && (known.verified || (await isIntact(path, sha256)))) {
      known.verified = true;
      known.usedAt = Date.now();
      // So that the next process knows the order as well.
      await utimes(path, new Date(), new Date()).catch(() => {});
      return path;
    }
    const bytes = await fetch();
    if (sha256Of(bytes) !== sha256) throw new RangeError(`fetch must give the bytes of ${sha256}, gave others`);
    await makeFolder(this.#folder).catch((cause: unknown) => {
      throw writeFault(cause, this.#folder);
    });
    await writeWhole(path, bytes);
    this.#entries.set(sha256, { bytes: bytes.length, usedAt: Date.now(), verified: true });
    await this.#makeRoom(sha256);
    return path;
  }

  /** Deletes the files used longest ago. Who reads one has it open, and goes on reading. */
  async #makeRoom(kept: string): Promise<void> {
    const oldest = [...this.#entries].sort(([, one], [, other]) => one.usedAt - other.usedAt);
    for (const [sha256] of oldest) {
      if (this.bytes <= this.#mostBytes) return;
      if (sha256 !== kept && !this.#fetching.has(sha256)) await this.drop(sha256);
    }
  }

  async #list(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const sha256 = name.slice(0, -EXTENSION.length);
      if (name !== `${sha256}${EXTENSION}` || !/^[0-9a-f]{64}$/.test(sha256)) continue;
      const { size, mtimeMs } = await stat(join(this.#folder, name));
      this.#entries.set(sha256, { bytes: size, usedAt: mtimeMs, verified: false });
    }
  }

  #path(sha256: string): string {
    return join(this.#folder, `${sha256}${EXTENSION}`);
  }
}

const EXTENSION = '.sdsg';

async function isIntact(path: string, sha256: string): Promise<boolean> {
  return readFile(path).then(
    (bytes) => sha256Of(bytes) === sha256,
    () => false,
  );
}
