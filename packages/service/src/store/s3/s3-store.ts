import { setTimeout } from 'node:timers/promises';
import { StreetdateError } from '@streetdate/core/portable';
import type { BlobEntry, BlobKind, Leftover, MaintainedBlobStore } from '@streetdate/engine';
import { blobOfFile, fileOfBlob, folderOfKind, sha256Of } from '@streetdate/engine/internal';
import { openS3Bucket, type S3Bucket } from './s3-bucket.ts';
import { addressOf, type S3Place } from './s3-url.ts';

/** Options for {@link openS3Store}. */
export interface S3StoreOptions {
  /** The access key and its secret. @defaultValue found as Amazon's tools do: environment, files, the machine's role */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Larger blobs are sent in parts, bytes. @defaultValue 16 MiB */
  readonly wholeBytes?: number | undefined;
  /** Size of a part, 5 MiB or more. @defaultValue 8 MiB */
  readonly partBytes?: number | undefined;
  /** A blob that was put longer ago is sent again when it is put, milliseconds, so that it counts as put now. @defaultValue 5 minutes */
  readonly freshMs?: number | undefined;
}

const MIB = 2 ** 20;
/** Time between two questions whether a removal is over, and after which a removal counts as killed, milliseconds. */
const REMOVAL = { poll: 50, longest: 60_000 } as const;

/**
 * Opens a blob store in S3-compatible storage. Keys are as the paths in a library's folder: `fingerprints/SHA256.sdfp`. A blob is sent once:
 * a request says that it must not be there yet, and the storage compares it with its SHA-256.
 * @throws StreetdateError `runtime-missing` without the package @aws-sdk/client-s3. Later errors are `store-unavailable` with bucket and key.
 */
export function openS3Store(place: S3Place, options: S3StoreOptions = {}): S3Store {
  const { credentials, wholeBytes = 16 * MIB, partBytes = 8 * MIB, freshMs = 300_000 } = options;
  return new S3Store(openS3Bucket(place, { whole: wholeBytes, part: partBytes }, credentials), place, freshMs);
}

/** Keeps blobs as objects of a bucket. */
export class S3Store implements MaintainedBlobStore {
  readonly place: string;
  readonly #bucket: S3Bucket;
  readonly #prefix: string;
  readonly #freshMs: number;

  /** Use {@link openS3Store}. */
  constructor(bucket: S3Bucket, place: S3Place, freshMs: number) {
    this.#bucket = bucket;
    this.#prefix = place.prefix ? `${place.prefix}/` : '';
    this.#freshMs = freshMs;
    this.place = addressOf(place);
  }

  async put(kind: BlobKind, bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    const key = this.#key(kind, sha256);
    let found = await this.#bucket.head(key);
    if (found === undefined) {
      if (await this.#bucket.put(key, bytes, 'new')) return sha256;
      found = await this.#bucket.head(key);
    }
    const isIntact = found !== undefined && (await this.#bucket.holds(key, found, bytes));
    if (isIntact && Date.now() - found!.storedMs < this.#freshMs) return sha256;
    await this.#bucket.put(key, bytes, 'any');
    // Whoever removes it now has seen it as it was before. A removal leaves its mark until it is over.
    await this.#removalEnds(sha256);
    if ((await this.#bucket.head(key)) === undefined) await this.#bucket.put(key, bytes, 'any');
    return sha256;
  }

  async get(kind: BlobKind, sha256: string): Promise<Uint8Array> {
    const key = this.#key(kind, sha256);
    const bytes = await this.#bucket.get(key);
    if (sha256Of(bytes) === sha256) return bytes;
    const path = this.#bucket.addressOf(key);
    throw new StreetdateError('bad-library', `${path}: it is damaged: its SHA-256 differs`, { path });
  }

  async has(kind: BlobKind, sha256: string): Promise<boolean> {
    return (await this.#bucket.head(this.#key(kind, sha256))) !== undefined;
  }

  async *list(kind: BlobKind): AsyncGenerator<string> {
    for await (const { sha256 } of this.entries(kind)) yield sha256;
  }

  async *entries(kind: BlobKind): AsyncGenerator<BlobEntry> {
    const folder = `${this.#prefix}${folderOfKind(kind)}/`;
    for await (const { key, bytes, storedMs } of this.#bucket.list(folder)) {
      const sha256 = blobOfFile(kind, key.slice(folder.length));
      if (sha256 !== undefined) yield { sha256, bytes, storedMs };
    }
  }

  /** Asks for one object, so that a wrong address shows at once. @throws StreetdateError `store-unavailable`. */
  async check(): Promise<void> {
    for await (const _ of this.#bucket.list(this.#prefix)) return;
  }

  async remove(kind: BlobKind, sha256: string): Promise<void> {
    await this.#bucket.delete(this.#key(kind, sha256));
  }

  async removeOld(kind: BlobKind, sha256: string, beforeMs: number): Promise<boolean> {
    const key = this.#key(kind, sha256);
    const mark = this.#mark(sha256);
    await this.#bucket.put(mark, new Uint8Array(), 'any');
    try {
      // Asked after the mark is there: whoever puts the blob after this answer finds the mark, and waits.
      const found = await this.#bucket.head(key);
      if (found === undefined || found.storedMs >= beforeMs) return false;
      await this.#bucket.delete(key);
      return true;
    } finally {
      await this.#bucket.delete(mark);
    }
  }

  async *leftovers(beforeMs: number): AsyncGenerator<Leftover> {
    for await (const { key, startedMs, abort } of this.#bucket.unfinished(this.#prefix)) {
      if (startedMs < beforeMs) yield { name: `the unfinished upload of ${this.#bucket.addressOf(key)}`, bytes: 0, remove: abort };
    }
    for await (const { key, bytes, storedMs } of this.#bucket.list(`${this.#prefix}${MARKS}`)) {
      if (storedMs < beforeMs) yield { name: this.#bucket.addressOf(key), bytes, remove: () => this.#bucket.delete(key) };
    }
  }

  /** Closes the connections. */
  close(): void {
    this.#bucket.close();
  }

  async #removalEnds(sha256: string): Promise<void> {
    for (const last = performance.now() + REMOVAL.longest; performance.now() < last; await setTimeout(REMOVAL.poll)) {
      const mark = await this.#bucket.head(this.#mark(sha256));
      if (mark === undefined || Date.now() - mark.storedMs > REMOVAL.longest) return;
    }
  }

  #key(kind: BlobKind, sha256: string): string {
    return `${this.#prefix}${folderOfKind(kind)}/${fileOfBlob(kind, sha256)}`;
  }

  #mark(sha256: string): string {
    return `${this.#prefix}${MARKS}${sha256}`;
  }
}

/** Where the marks of removals lie. */
const MARKS = 'removals/';
