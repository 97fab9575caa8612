import { checkInteger, checkList, checkObject, checkText } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { ByteSource } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import { readNavPack } from '../dvd/nav-pack.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { DiscClip } from '../structure/disc.ts';
import { SECTOR } from '../volume/volume.ts';
import { openClipFile } from './clip-pieces.ts';
import { isScrambledSector } from './dvd-sector.ts';
import { scramblingOf } from './source-packets.ts';

/** Bytes read at a time: whole sectors and whole aligned units. */
const BLOCK = 6144 * 128;

/**
 * Streams a clip for a decoder: a plain program stream (DVD), or a transport stream with source packets (Blu-ray). Interleaved units of
 * other DVD VOBs are left out. Every unit is checked, and the stream stops at the first scrambled one. A truncated clip ends early.
 * @param offset - Bytes of the clip to skip at the start. A decoder can start anywhere.
 * @param end - The byte of the clip to end before. @defaultValue the clip's end
 * @throws StreetdateError `disc-scrambled`, `damaged-disc` if the clip's file is missing, or `file-unreadable`.
 */
export async function* streamClip(
  source: DiscSource,
  clip: DiscClip,
  offset = 0,
  end = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Uint8Array, void, undefined> {
  checkObject('source', source);
  checkObject('clip', clip);
  checkList('clip.pieces', clip.pieces, checkObject);
  checkInteger('offset', offset, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('end', end, offset, Number.MAX_SAFE_INTEGER);
  const file = await openClipFile(source, clip);
  if (file === undefined) throw damaged(source.path, `the file of clip ${clip.id} is missing`);
  try {
    yield* piecesOf(source.path, clip, file, { offset, end });
  } finally {
    await file.close();
  }
}

async function* piecesOf(
  path: string,
  clip: DiscClip,
  file: ByteSource,
  { offset, end }: { readonly offset: number; readonly end: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const units = clip.vobId === undefined ? undefined : new UnitFilter(clip.vobId);
  const unit = units === undefined ? 6144 : SECTOR;
  let skip = offset;
  let left = end - offset;
  for (const piece of clip.pieces) {
    const start = Math.min(piece.length, Math.floor(skip / unit) * unit);
    skip -= start;
    for (let at = start; at < piece.length && left > 0; ) {
      const wanted = Math.min(BLOCK, piece.length - at, Math.ceil(left / unit) * unit);
      const bytes = await file.read(piece.offset + at, wanted);
      const found = units === undefined ? scramblingOf(bytes) : undefined;
      if (found !== undefined) throw scrambled(path, clip, found);
      if (bytes.length > 0) yield units?.keep(bytes, () => scrambled(path, clip, 'packets are marked as scrambled')) ?? bytes;
      if (bytes.length < wanted) return;
      at += bytes.length;
      left -= bytes.length;
    }
  }
}

/** The error for a scrambled disc. */
export function scrambled(path: string, clip: DiscClip, found: string): StreetdateError {
  checkText('path', path);
  checkObject('clip', clip);
  const advice = 'a scrambled disc is not read; take the clear master or authoring image';
  return new StreetdateError('disc-scrambled', `${path} is scrambled: clip ${clip.id}: ${found}; ${advice}`, { path });
}

/** Keeps the video object units of one VOB. Data before the first navigation pack belongs to it. */
class UnitFilter {
  readonly #vobId: number;
  #isOwn = true;

  constructor(vobId: number) {
    this.#vobId = vobId;
  }

  /** @returns The sectors of the VOB; shared if all sectors belong to it. */
  keep(bytes: Uint8Array, fault: () => StreetdateError): Uint8Array {
    const own: Uint8Array[] = [];
    let all = true;
    for (let at = 0; at < bytes.length; at += SECTOR) {
      const nav = readNavPack(bytes, at);
      if (nav) this.#isOwn = nav.vobId === this.#vobId;
      if (!this.#isOwn) all = false;
      else {
        if (isScrambledSector(bytes, at)) throw fault();
        own.push(bytes.subarray(at, at + SECTOR));
      }
    }
    return all ? bytes : new Uint8Array(Buffer.concat(own));
  }
}
