import { Readable, Transform, type TransformCallback } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import unbzip2 from 'unbzip2-stream';
import xz from 'xz-decompress';

/** A compression of one stream of bytes: RFC 1952, bzip2, .xz 1.2, RFC 8878. */
export type Compression = 'gzip' | 'bzip2' | 'xz' | 'zstd';

/**
 * Decompresses a stream in bounded memory. Several compressed streams in a row are read as one, as parallel compressors write them. Leaving
 * the loop closes the source. The only file that imports unbzip2-stream, xz-decompress and fzstd.
 * @param chunks - The compressed bytes.
 * @throws What the decompressor throws for damaged bytes, and what `chunks` throws.
 */
export async function* decompress(kind: Compression, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const source = Readable.from(chunks, { objectMode: false });
  const output = DECOMPRESSORS[kind](source);
  try {
    for await (const chunk of output) yield chunk as Uint8Array;
  } finally {
    source.destroy();
    output.destroy();
  }
}

const DECOMPRESSORS: Readonly<Record<Compression, (source: Readable) => Readable>> = {
  gzip: (source) => piped(source, createGunzip()),
  bzip2: (source) => {
    const old = unbzip2();
    const output = new Readable().wrap(old as unknown as NodeJS.ReadableStream);
    source.on('error', (error) => output.destroy(error)).pipe(old);
    return output;
  },
  xz: (source) => {
    // The package's types mean the stream of browsers, which is the same one.
    const input = Readable.toWeb(source) as unknown as ConstructorParameters<typeof xz.XzReadableStream>[0];
    return Readable.fromWeb(new xz.XzReadableStream(input) as unknown as ReadableStream<Uint8Array>);
  },
  zstd: (source) => piped(source, new Unzstd()),
};

function piped(source: Readable, transform: Transform): Readable {
  source.on('error', (error) => transform.destroy(error)).pipe(transform);
  return transform;
}

/** Bytes given to the decompressor at a time. A block of four bytes can give 128 KiB, so that more would give gigabytes at once. */
const SLICE_BYTES = 2048;

class Unzstd extends Transform {
  readonly #decompress = new Decompress((chunk) => this.push(chunk));

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) this.#decompress.push(chunk.subarray(at, at + SLICE_BYTES));
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      this.#decompress.push(new Uint8Array(0), true);
      done();
    } catch (error) {
      done(error as Error);
    }
  }
}
