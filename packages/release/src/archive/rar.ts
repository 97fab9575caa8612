import { basename } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import type { Archive, ArchiveEntry } from './archive.ts';
import { checked } from './checked.ts';
import type { Damage } from './damage.ts';
import { readWithLibarchive, tooLargeToUnpack } from './libarchive.ts';
import { bombIn, checkEntryCount, checkTotal, lockedIn } from './limits.ts';
import type { RarPart, RarVolume } from './rar-part.ts';
import { readRar4 } from './rar4.ts';
import { readRar5 } from './rar5.ts';
import { shownPath } from './shown-path.ts';
import { openVolume, type VolumeFile, withVolume } from './volume-file.ts';

const SIGNATURE = [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07];
/** A self-extracting archive begins with its program. The signature is searched in this many bytes. */
const SEARCHED_BYTES = 1024 * 1024;
/** Bytes of a stored file read at a time. */
const CHUNK_BYTES = 1024 * 1024;

/** A piece of a file, with its volume. */
interface Piece extends RarPart {
  readonly path: string;
}

/**
 * Opens a RAR 4 or RAR 5 archive of one or more volumes. It reads only headers. If a volume is missing, the file that runs into the gap is
 * damaged. Files entirely before or after the gap are whole.
 * @param paths - Its volumes in order; undefined for a missing one.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `archive-damaged` if no volume has a header, `archive-encrypted`, or
 * `archive-bomb`.
 */
export async function openRar(paths: readonly (string | undefined)[]): Promise<Archive> {
  const first = paths.find((path) => path !== undefined);
  if (first === undefined) throw new TypeError('paths must name a volume');
  const files: { pieces: Piece[]; fault: string | undefined }[] = [];
  let open: (typeof files)[number] | undefined;
  let fault: { readonly reason: string; readonly message: string } | undefined;
  let hasNext: boolean | undefined = false;
  let archiveBytes = 0;
  for (const [number, path] of paths.entries()) {
    const name = path === undefined ? `volume ${number + 1}` : shownPath(basename(path));
    const volume: RarVolume =
      path === undefined
        ? { parts: [], hasNext: undefined, fault: 'is missing' }
        : await withVolume(path, (file) => {
            archiveBytes += file.fileBytes;
            return readVolume(file);
          });
    const why = volume.fault && `${name} ${volume.fault}`;
    if (why) fault ??= { reason: why, message: path === first ? `${shownPath(first)} ${volume.fault}` : `${shownPath(first)}: ${why}` };
    if (why !== undefined && volume.parts.length === 0 && open) {
      open.fault = why;
      open = undefined;
    }
    for (const part of volume.parts) {
      const goesOn: boolean = part.continued && open !== undefined && open.pieces[0]!.name === part.name;
      if (part.continued && !goesOn) continue;
      if (open === undefined || !goesOn) {
        open = { pieces: [], fault: undefined };
        files.push(open);
      }
      open.pieces.push({ ...part, path: path! });
      if (part.cut) open.fault = why;
      if (!part.continues || part.cut) open = undefined;
    }
    checkEntryCount(first, files.length);
    hasNext = volume.hasNext;
  }
  if (open) open.fault ??= `the volume after ${shownPath(basename(paths.at(-1) ?? first))} is missing`;
  const reason = fault?.reason ?? open?.fault ?? (hasNext === true ? 'its last volumes are missing' : undefined);
  if (files.length === 0 && reason !== undefined)
    throw new StreetdateError('archive-damaged', fault?.message ?? `${shownPath(first)}: ${reason}`, { path: first });
  const whole = files.filter((file) => file.fault === undefined).map(({ pieces }) => pieces);
  checkTotal(
    first,
    sumOf(whole, (pieces) => pieces[0]!.unpackedBytes),
    sumOf(whole, packedBytesOf),
  );
  const volumes = paths.filter((path) => path !== undefined);
  return {
    entries: files.map(({ pieces, fault }) => entryOf(pieces, fault, volumes, archiveBytes)),
    damage: reason === undefined ? undefined : { reason },
  };
}

async function readVolume(file: VolumeFile): Promise<RarVolume> {
  const head = await file.read(0, SEARCHED_BYTES);
  for (let at = head.indexOf(SIGNATURE[0]!); at >= 0; at = head.indexOf(SIGNATURE[0]!, at + 1)) {
    if (!SIGNATURE.every((byte, index) => head[at + index] === byte)) continue;
    if (head[at + 6] === 0) return readRar4(file, at + 7);
    if (head[at + 6] === 1 && head[at + 7] === 0) return readRar5(file, at + 8);
  }
  return { parts: [], hasNext: undefined, fault: 'is no RAR volume' };
}

/** @param archiveBytes - Total size of its volumes. */
function entryOf(pieces: readonly Piece[], fault: string | undefined, volumes: readonly string[], archiveBytes: number): ArchiveEntry {
  const { name, unpackedBytes: fileBytes, stored } = pieces[0]!;
  const path = pieces[0]!.path;
  const damage: Damage | undefined = fault === undefined ? undefined : { reason: fault };
  // A stored file yields the bytes that exist, even if its header states more.
  const unpacking = stored ? undefined : (bombIn(path, name, fileBytes, packedBytesOf(pieces)) ?? tooLargeToUnpack(path, archiveBytes));
  const refusal = pieces.some(({ encrypted }) => encrypted) ? lockedIn(path, name) : unpacking;
  return {
    name,
    fileBytes,
    stored,
    damage,
    refusal,
    async *open({ signal } = {}) {
      if (refusal) throw refusal;
      // The first piece after a gap continues another file.
      const known = damage ? volumes.slice(0, volumes.indexOf(pieces.at(-1)!.path) + 1) : volumes;
      const chunks = stored ? readPieces(pieces, signal) : readCompressed(known, name, signal);
      yield* checked(chunks, { path, name, fileBytes, crc: damage ? undefined : pieces.at(-1)!.crc, damage });
    },
  };
}

function packedBytesOf(pieces: readonly Piece[]): number {
  return sumOf(pieces, ({ packedBytes }) => packedBytes);
}

function sumOf<T>(things: readonly T[], of: (thing: T) => number): number {
  return things.reduce((sum, thing) => sum + of(thing), 0);
}

/** Unpacks one compressed file. */
async function* readCompressed(volumes: readonly string[], name: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const path = volumes[0]!;
  for await (const member of readWithLibarchive(volumes, signal)) {
    if (member.name !== name) continue;
    yield* member.bytes;
    return;
  }
  throw new StreetdateError('archive-damaged', `${shownPath(path)}: ${shownPath(name)} cannot be unpacked: libarchive does not find it`, {
    path,
  });
}

/** Reads the pieces of a stored file in order. */
async function* readPieces(pieces: readonly Piece[], signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  for (const { path, start, packedBytes } of pieces) {
    const handle = await openVolume(path);
    try {
      for (let done = 0; done < packedBytes; ) {
        signal?.throwIfAborted();
        const wanted = Math.min(CHUNK_BYTES, packedBytes - done);
        const { buffer, bytesRead } = await handle.read(new Uint8Array(wanted), 0, wanted, start + done);
        // A truncated volume ends the readable part of the file.
        if (bytesRead === 0) return;
        done += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }
}
