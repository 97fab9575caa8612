import { Readable } from 'node:stream';
import { extract } from 'tar-stream';

/** A file in a tar archive. */
export interface TarMember {
  readonly name: string;
  readonly fileBytes: number;
  /** Its bytes, to be read before the next member is asked for. What is left unread is skipped. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Reads the files of a tar archive (POSIX, GNU) in order, in bounded memory. Folders and links are left out. The only file that imports
 * tar-stream.
 * @throws What tar-stream throws for damaged archives, and what `chunks` throws.
 */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember, void, undefined> {
  const source = Readable.from(chunks, { objectMode: false });
  // Archives from before POSIX have no signature. The types do not know the option.
  const options: object = { allowUnknownFormat: true };
  const unpacking = extract(options);
  source.on('error', (error) => unpacking.destroy(error)).pipe(unpacking);
  try {
    for await (const entry of unpacking) {
      const { name, size = 0, type } = entry.header;
      const chunks = entry[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
      if (type === 'file' || type === 'contiguous-file')
        yield { name, fileBytes: size, bytes: { [Symbol.asyncIterator]: () => rest(chunks) } };
      // The next header comes after all bytes of this member.
      while ((await chunks.next()).done !== true);
    }
  } finally {
    source.destroy();
    unpacking.destroy();
  }
}

/** Ends without ending the iterator: leaving the loop over a member would otherwise end the whole archive. */
async function* rest(chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}
