import type { Readable } from 'node:stream';
import { type Room, roomFor } from '../uploads/room.ts';
import type { KeptContent, UploadFiles } from '../uploads/upload-files.ts';
import { Problem } from './problem.ts';

/**
 * Keeps the bytes of a request. Their announced number is compared with limit and free space before any is taken.
 * @param announced - The header Content-Length, if there is one.
 * @throws Problem 413 if there are more than the limit; 507 if the disk cannot take them; 400 if there is none.
 */
export async function receive(
  files: UploadFiles,
  bytes: Readable,
  name: string,
  { announced, mostBytes }: { readonly announced: string | undefined; readonly mostBytes: number },
): Promise<KeptContent> {
  const room = await roomFor(files, mostBytes);
  if (Number(announced ?? 0) > room.bytes || room.bytes === 0) throw tooLarge(room);
  const content = await files.keep(bytes, name, room.bytes).catch((error: unknown) => {
    throw error instanceof RangeError ? tooLarge(room) : error;
  });
  if (content.bytes > 0) return content;
  throw new Problem(400, 'no-content', 'the body must be the bytes of a file, got none');
}

/** The problem of a content that there is no room for. */
export function tooLarge({ bytes, boundBy }: Room): Problem {
  if (boundBy === 'limit') return new Problem(413, 'too-large', `a file must have at most ${bytes} bytes`);
  return new Problem(507, 'no-room', `the disk has room for ${bytes} bytes`);
}
