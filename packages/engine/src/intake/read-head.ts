import { open } from 'node:fs/promises';
import { FORMAT_BYTES } from '@streetdate/release';
import { fileFault } from '../files/file-state.ts';

/** Reads the first bytes of a file, as many as tell what it is. @throws StreetdateError `file-not-found` or `file-unreadable`. */
export async function readHead(path: string, bytes = FORMAT_BYTES): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileFault(cause, path);
  }
}
