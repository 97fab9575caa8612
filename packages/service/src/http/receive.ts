import { Readable } from 'node:stream';
import { encodeFingerprint, readVpdqLines } from '@streetdate/core/portable';
import type { Service } from '../service.ts';
import { type Room, roomFor } from '../uploads/room.ts';
import type { KeptContent } from '../uploads/upload-files.ts';
import { hasSent } from '../uploads/uploads.ts';
import { Problem } from './problem.ts';

/** Most bytes of vPDQ lines: those of every frame of a film of five hours at 30 frames a second. They are read into memory. */
const MOST_VPDQ_BYTES = 48 * 1024 ** 2;

/** The content of a request, once it is kept. */
export interface Received extends KeptContent {
  /** The name that it is kept under: a fingerprint that was made of vPDQ lines ends in `.sdfp`. */
  readonly name: string;
}

/**
 * Keeps the bytes of a request. Their announced number is compared with limit and free space before any is taken.
 * @param name - What the sender calls it. Lines of vPDQ (`.vpdq`, `.vpdq.txt`) become a fingerprint.
 * @param organisationId - Whose it is. Its own contents are stored once.
 * @param announced - The header Content-Length, if there is one.
 * @throws Problem 413 if there are more than the limit; 507 if the disk cannot take them; 400 if there is none. StreetdateError
 * `not-a-fingerprint` that names a line of vPDQ.
 */
export async function receive(
  { files, database }: Pick<Service, 'files' | 'database'>,
  bytes: Readable,
  name: string,
  {
    announced,
    mostBytes,
    organisationId,
  }: { readonly announced: string | undefined; readonly mostBytes: number; readonly organisationId: string },
): Promise<Received> {
  const room = await roomFor(files, mostBytes);
  if (Number(announced ?? 0) > room.bytes || room.bytes === 0) throw tooLarge(room);
  const isVpdq = /\.vpdq(\.txt)?$/i.test(name);
  const kept = isVpdq ? Readable.from([await fingerprintOf(bytes)]) : bytes;
  const keptName = isVpdq ? `${name}.sdfp` : name;
  const content = await files
    .keep(kept, keptName, room.bytes, (sha256) => hasSent(database, organisationId, sha256))
    .catch((error: unknown) => {
      throw error instanceof RangeError ? tooLarge(room) : error;
    });
  if (content.bytes > 0) return { ...content, name: keptName };
  throw new Problem(400, 'no-content', 'the body must be the bytes of a file, got none');
}

/** The fingerprint of vPDQ lines, as the bytes of its file. */
async function fingerprintOf(bytes: Readable): Promise<Buffer> {
  return Buffer.from(encodeFingerprint(readVpdqLines((await readAll(bytes, MOST_VPDQ_BYTES)).toString())));
}

/** All bytes of a request in memory. @throws Problem 413 if there are more; 400 if there is none. */
export async function readAll(bytes: Readable, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += (part as Buffer).length;
    if (size > most) throw tooLarge({ bytes: most, boundBy: 'limit' });
    parts.push(part as Buffer);
  }
  if (size === 0) throw new Problem(400, 'no-content', 'the body must be the bytes of a file, got none');
  return Buffer.concat(parts);
}

/** The problem of a content that there is no room for. */
export function tooLarge({ bytes, boundBy }: Room): Problem {
  if (boundBy === 'limit') return new Problem(413, 'too-large', `a file must have at most ${bytes} bytes`);
  return new Problem(507, 'no-room', `the disk has room for ${bytes} bytes`);
}
