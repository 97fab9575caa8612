import { type FileHandle, open } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';

/** Random access to bytes: a file, an image in several volumes, a file inside an image. */
export interface ByteSource {
  /** Its name in messages. */
  readonly name: string;
  /** Number of bytes. */
  readonly size: number;
  /** At most `length` bytes from `offset` on: fewer near the end, none after it. The caller owns them. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Closes what was opened. */
  close(): Promise<void>;
}

/** A file of the system. The first read opens it, because a disc has hundreds of files and few are read. */
export class FileBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  #handle: Promise<FileHandle> | undefined;

  /** @param size - Its size in bytes, from the file system. */
  constructor(path: string, size: number) {
    this.name = path;
    this.size = size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const buffer = new Uint8Array(wanted);
    let done = 0;
    try {
      this.#handle ??= open(this.name, 'r');
      const handle = await this.#handle;
      while (done < wanted) {
        const { bytesRead } = await handle.read(buffer, done, wanted - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StreetdateError('file-unreadable', `${this.name} cannot be read: ${reason}`, { path: this.name, cause });
    }
    return buffer.subarray(0, done);
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.then(
      (opened) => opened.close(),
      () => {},
    );
  }
}

/** Several sources read as one: the volumes of an image, the VOB files of a title set. */
export class JoinedBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #parts: readonly { readonly source: ByteSource; readonly start: number }[];

  constructor(name: string, sources: readonly ByteSource[]) {
    this.name = name;
    let size = 0;
    this.#parts = sources.map((source) => {
      const part = { source, start: size };
      size += source.size;
      return part;
    });
    this.size = size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.size);
    const pieces: Uint8Array[] = [];
    for (const { source, start } of this.#parts) {
      if (start + source.size <= offset || start >= end) continue;
      const from = Math.max(offset, start) - start;
      const wanted = Math.min(end - start, source.size) - from;
      const piece = await source.read(from, wanted);
      pieces.push(piece);
      // Missing bytes must not be filled with anything.
      if (piece.length < wanted) break;
    }
    return pieces.length === 1 ? pieces[0]! : new Uint8Array(Buffer.concat(pieces));
  }

  async close(): Promise<void> {
    for (const { source } of this.#parts) await source.close();
  }
}

/** An extent of a file inside an image. */
export interface Extent {
  /** Its position in the image, in bytes; undefined for an unrecorded extent, which reads as zeros. */
  readonly offset: number | undefined;
  /** Its length in bytes. */
  readonly length: number;
}

/** A file inside an image: its extents in order. */
export class ExtentBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #image: ByteSource;
  readonly #extents: readonly Extent[];
  readonly #starts: Float64Array;

  constructor(name: string, image: ByteSource, extents: readonly Extent[], size: number) {
    this.name = name;
    this.#image = image;
    this.#extents = extents;
    this.#starts = new Float64Array(extents.length + 1);
    extents.forEach(({ length }, at) => {
      this.#starts[at + 1] = this.#starts[at]! + length;
    });
    this.size = Math.min(size, this.#starts[extents.length]!);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.size);
    const pieces: Uint8Array[] = [];
    for (let position = offset; position < end; ) {
      const at = this.#extentAt(position);
      const { offset: place, length: extentLength } = this.#extents[at]!;
      const inside = position - this.#starts[at]!;
      const wanted = Math.min(end - position, extentLength - inside);
      const piece = place === undefined ? new Uint8Array(wanted) : await this.#image.read(place + inside, wanted);
      pieces.push(piece);
      if (piece.length < wanted) break;
      position += wanted;
    }
    return pieces.length === 1 ? pieces[0]! : new Uint8Array(Buffer.concat(pieces));
  }

  /** The opener of the image closes it. */
  async close(): Promise<void> {}

  /** Index of the extent that holds a position below the size: the last one that starts at or before it. */
  #extentAt(position: number): number {
    let low = 0;
    let high = this.#extents.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
