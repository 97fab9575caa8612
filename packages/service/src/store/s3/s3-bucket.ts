import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { StreetdateError } from '@streetdate/core/portable';
import { writeFault } from '@streetdate/engine/internal';
import { s3Fault, statusOf } from './s3-fault.ts';
import type { S3Place } from './s3-url.ts';

const require = createRequire(import.meta.url);

/** The tested release; the install hint names it. */
const TESTED = '3.1175.0';

/** Sizes of uploads, bytes. */
export interface UploadSizes {
  /** Larger objects are sent in parts. */
  readonly whole: number;
  /** Size of a part. S3 takes 5 MiB and more. */
  readonly part: number;
}

/** S3 takes 10,000 parts at most. */
const MOST_PARTS = 9000;
/** Parts that are sent at once. */
const PARTS_AT_ONCE = 4;
/** How often a request is made at most, and how often a body is read. The package waits longer before each. */
const ATTEMPTS = { request: 5, body: 3 } as const;
const WAITS_MS = { connect: 5000, answer: 60_000 } as const;

/** Facts about an object. */
export interface ObjectFacts {
  readonly bytes: number;
  readonly storedMs: number;
  /** SHA-256 in base64, as the storage checked it; of parts it is the digest of their digests, with their number. */
  readonly checksum: string | undefined;
}

/** Bytes that are read in parts. */
interface PartSource {
  readonly bytes: number;
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
}

/** An object in a list. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly storedMs: number;
}

/** An upload in parts that was neither completed nor given up. */
export interface UnfinishedUpload {
  readonly key: string;
  readonly startedMs: number;
  abort(): Promise<void>;
}

/**
 * Opens a bucket. Credentials are found as Amazon's tools do: variables of the environment, files, the machine's role.
 * @throws StreetdateError `runtime-missing` if the package is not installed.
 */
export function openS3Bucket(place: S3Place, sizes: UploadSizes, credentials?: S3ClientConfig['credentials']): S3Bucket {
  const sdk = loadSdk();
  const client = new sdk.S3Client({
    region: place.region ?? process.env.AWS_REGION ?? 'us-east-1',
    ...(place.endpoint !== undefined && { endpoint: place.endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    maxAttempts: ATTEMPTS.request,
    requestHandler: { connectionTimeout: WAITS_MS.connect, requestTimeout: WAITS_MS.answer },
    // Each object is sent with its SHA-256 and compared with it when it is read.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return new S3Bucket(sdk, client, place, sizes);
}

function loadSdk(): typeof import('@aws-sdk/client-s3') {
  // It would print a warning at each start on a Node that it will leave behind some day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  try {
    return require('@aws-sdk/client-s3');
  } catch (cause) {
    const message = `S3 needs the package @aws-sdk/client-s3, which is not installed; run: npm install @aws-sdk/client-s3@${TESTED}`;
    throw new StreetdateError('runtime-missing', message, { cause });
  }
}

/** A bucket, with errors in the caller's words. Keys are whole: the prefix is part of them. */
export class S3Bucket {
  readonly #sdk: typeof import('@aws-sdk/client-s3');
  readonly #client: S3Client;
  readonly #place: S3Place;
  readonly #sizes: UploadSizes;
  #isBucketThere = false;

  constructor(sdk: typeof import('@aws-sdk/client-s3'), client: S3Client, place: S3Place, sizes: UploadSizes) {
    this.#sdk = sdk;
    this.#client = client;
    this.#place = place;
    this.#sizes = sizes;
  }

  /** An object's address, for messages. */
  addressOf(key: string): string {
    return `s3://${this.#place.bucket}/${key}`;
  }

  /** Facts about an object; undefined if there is none. */
  async head(key: string): Promise<ObjectFacts | undefined> {
    const command = new this.#sdk.HeadObjectCommand({ ...this.#at(key), ChecksumMode: 'ENABLED' });
    try {
      const { ContentLength = 0, LastModified, ChecksumSHA256 } = await this.#client.send(command);
      return { bytes: ContentLength, storedMs: LastModified?.getTime() ?? 0, checksum: ChecksumSHA256 };
    } catch (error) {
      if (statusOf(error) !== 404) throw s3Fault(error, this.addressOf(key));
    }
    // A HEAD has no words: whether the object or the whole bucket is missing is asked apart.
    await this.#checkBucket(key);
    return undefined;
  }

  /** Reads an object. */
  async get(key: string): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { Body } = await this.#client.send(new this.#sdk.GetObjectCommand(this.#at(key)));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        // The package makes a request again, but not one whose body broke off.
        if (attempt === ATTEMPTS.body || statusOf(error) !== undefined) throw s3Fault(error, this.addressOf(key));
      }
    }
  }

  /**
   * Writes an object, which appears whole or not at all.
   * @param only - `new` leaves an object that is there as it is.
   * @returns Whether it was written.
   */
  async put(key: string, bytes: Uint8Array, only: 'new' | 'any'): Promise<boolean> {
    const condition = only === 'new' ? { IfNoneMatch: '*' } : {};
    try {
      const source = { bytes: bytes.length, read: async (start: number, end: number) => bytes.subarray(start, end) };
      if (bytes.length > this.#sizes.whole) await this.#putParts(key, source, condition);
      else {
        const checked = { Body: bytes, ContentLength: bytes.length, ChecksumAlgorithm: 'SHA256', ChecksumSHA256: base64Of(bytes) } as const;
        await this.#client.send(new this.#sdk.PutObjectCommand({ ...this.#at(key), ...checked, ...condition }));
      }
      return true;
    } catch (error) {
      const status = statusOf(error);
      // 409: another one writes the same key at this moment.
      if (only === 'new' && (status === 412 || status === 409)) return false;
      // Older servers know no conditions. The same key always has the same bytes, so that writing twice does no harm.
      if (only === 'new' && status === 501) return this.put(key, bytes, 'any');
      throw s3Fault(error, this.addressOf(key));
    }
  }

  /** Writes the content of a file as an object, in parts if it is large, which never lie in memory together. */
  async putFile(key: string, path: string): Promise<void> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const read = async (start: number, end: number) => {
        const piece = new Uint8Array(end - start);
        for (let at = 0; at < piece.length; ) {
          const { bytesRead } = await file.read(piece, at, piece.length - at, start + at);
          if (bytesRead === 0) throw new StreetdateError('file-unreadable', `${path}: it became shorter while it was read`, { path });
          at += bytesRead;
        }
        return piece;
      };
      if (size <= this.#sizes.whole) await this.put(key, await read(0, size), 'any');
      else await this.#putParts(key, { bytes: size, read }, {});
    } catch (error) {
      throw s3Fault(error, this.addressOf(key));
    } finally {
      await file.close();
    }
  }

  /** Writes an object into a file, as it comes. */
  async getFile(key: string, path: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { Body, ContentLength } = await this.#client.send(new this.#sdk.GetObjectCommand(this.#at(key)));
        await pipeline(Body as Readable, createWriteStream(path));
        const { size } = await stat(path);
        // A connection that ends early may look like an end.
        if (ContentLength === undefined || size === ContentLength) return;
        throw Object.assign(new Error('the body broke off'), { code: 'ECONNRESET' });
      } catch (error) {
        if (error instanceof Error && 'syscall' in error && 'path' in error) throw writeFault(error, path);
        if (attempt === ATTEMPTS.body || statusOf(error) !== undefined) throw s3Fault(error, this.addressOf(key));
      }
    }
  }

  /** Whether an object has these bytes, by what the storage checked when they came, or else by reading it. */
  async holds(key: string, { bytes: size, checksum }: ObjectFacts, bytes: Uint8Array): Promise<boolean> {
    if (size !== bytes.length) return false;
    if (checksum === base64Of(bytes) || checksum === this.#digestOfParts(bytes)) return true;
    const there = await this.get(key).catch((error: unknown) => {
      // It was removed since.
      if (error instanceof StreetdateError && error.code === 'file-not-found') return undefined;
      throw error;
    });
    return there !== undefined && Buffer.compare(there, bytes) === 0;
  }

  /** Removes an object, if there is one. */
  async delete(key: string): Promise<void> {
    await this.#send(key, () => this.#client.send(new this.#sdk.DeleteObjectCommand(this.#at(key))));
  }

  /** The objects whose keys begin so. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    let token: string | undefined;
    do {
      const command = new this.#sdk.ListObjectsV2Command({ Bucket: this.#place.bucket, Prefix: prefix, ContinuationToken: token });
      const page = await this.#send(prefix, () => this.#client.send(command));
      for (const { Key, Size = 0, LastModified } of page.Contents ?? []) {
        if (Key !== undefined) yield { key: Key, bytes: Size, storedMs: LastModified?.getTime() ?? 0 };
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  /** Uploads in parts that nobody completed, of keys that begin so. */
  async *unfinished(prefix: string): AsyncGenerator<UnfinishedUpload> {
    let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    for (;;) {
      const command = new this.#sdk.ListMultipartUploadsCommand({ Bucket: this.#place.bucket, Prefix: prefix, ...after });
      const page = await this.#send(prefix, () => this.#client.send(command));
      for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
        if (Key === undefined || UploadId === undefined) continue;
        yield { key: Key, startedMs: Initiated?.getTime() ?? 0, abort: () => this.#abort(Key, UploadId) };
      }
      if (page.IsTruncated !== true) return;
      after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
  }

  /** Closes the connections. */
  close(): void {
    this.#client.destroy();
  }

  async #putParts(key: string, source: PartSource, condition: { readonly IfNoneMatch?: string }): Promise<void> {
    const started = await this.#client.send(new this.#sdk.CreateMultipartUploadCommand({ ...this.#at(key), ChecksumAlgorithm: 'SHA256' }));
    const upload = { ...this.#at(key), UploadId: started.UploadId };
    const part = Math.max(this.#sizes.part, Math.ceil(source.bytes / MOST_PARTS));
    const count = Math.ceil(source.bytes / part);
    try {
      const sent: { PartNumber: number; ETag: string | undefined; ChecksumSHA256: string }[] = [];
      for (let first = 0; first < count; first += PARTS_AT_ONCE) {
        const some = Array.from({ length: Math.min(PARTS_AT_ONCE, count - first) }, async (_, at) => {
          const start = (first + at) * part;
          const piece = await source.read(start, Math.min(source.bytes, start + part));
          const facts = { PartNumber: first + at + 1, ChecksumSHA256: base64Of(piece) };
          const checked = { ChecksumAlgorithm: 'SHA256', Body: piece, ContentLength: piece.length } as const;
          const command = new this.#sdk.UploadPartCommand({ ...upload, ...facts, ...checked });
          const { ETag } = await this.#client.send(command);
          return { ...facts, ETag };
        });
        sent.push(...(await Promise.all(some)));
      }
      const parts = { MultipartUpload: { Parts: sent } };
      await this.#client.send(new this.#sdk.CompleteMultipartUploadCommand({ ...upload, ...parts, ...condition }));
    } catch (error) {
      await this.#abort(key, started.UploadId!).catch(() => {});
      throw error;
    }
  }

  async #abort(key: string, uploadId: string): Promise<void> {
    await this.#send(key, () => this.#client.send(new this.#sdk.AbortMultipartUploadCommand({ ...this.#at(key), UploadId: uploadId })));
  }

  #partsOf(bytes: Uint8Array): Uint8Array[] {
    const { part } = this.#sizes;
    return Array.from({ length: Math.ceil(bytes.length / part) }, (_, at) => bytes.subarray(at * part, (at + 1) * part));
  }

  #digestOfParts(bytes: Uint8Array): string {
    const parts = this.#partsOf(bytes);
    const digests = parts.map((part) => createHash('sha256').update(part).digest());
    return `${createHash('sha256').update(Buffer.concat(digests)).digest('base64')}-${parts.length}`;
  }

  async #checkBucket(key: string): Promise<void> {
    if (this.#isBucketThere) return;
    const command = new this.#sdk.HeadBucketCommand({ Bucket: this.#place.bucket });
    await this.#client.send(command).catch((error: unknown) => {
      const path = this.addressOf(key);
      // Who may read objects need not have the right to ask for the bucket.
      if (statusOf(error) === 404)
        throw new StreetdateError('store-unavailable', `${path}: there is no such bucket`, { path, cause: error });
    });
    this.#isBucketThere = true;
  }

  async #send<T>(key: string, send: () => Promise<T>): Promise<T> {
    return send().catch((error: unknown) => {
      throw s3Fault(error, this.addressOf(key));
    });
  }

  #at(key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#place.bucket, Key: key };
  }
}

function base64Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
