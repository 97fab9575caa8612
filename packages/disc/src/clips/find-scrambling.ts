import type { ByteSource } from '../bytes/byte-source.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { Disc, DiscClip, Protection } from '../structure/disc.ts';
import type { Faults } from '../structure/faults.ts';
import { SECTOR } from '../volume/volume.ts';
import { clipBytes, openClipFile } from './clip-pieces.ts';
import { isScrambledSector } from './dvd-sector.ts';
import { scramblingOf } from './source-packets.ts';

/** Sampled places on a whole disc; every clip has at least one. All other data is checked while it is decoded. */
const PLACES = 512;
/** Bytes sampled in one place: 48 sectors, 16 aligned units. CSS leaves about every second sector clear. */
const PLACE_BYTES = 98_304;

/** Finds the copy protection of a disc, from its files and from samples of its clips. It looks for no key and decrypts nothing. */
export async function readProtection(source: DiscSource, disc: Pick<Disc, 'kind' | 'clips'>, faults: Faults): Promise<Protection> {
  const schemes: string[] = [];
  if (disc.kind !== 'dvd') {
    if (await source.hasFolder('AACS')) schemes.push(disc.kind === 'uhd-bluray' ? 'AACS 2' : 'AACS');
    if (await source.hasFolder('BDSVM')) schemes.push('BD+');
  }
  const total = disc.clips.reduce((sum, clip) => sum + clipBytes(clip), 0);
  for (const clip of disc.clips) {
    const places = 1 + Math.floor((PLACES * clipBytes(clip)) / Math.max(1, total));
    const file = await faults.tryAsync(() => openClipFile(source, clip));
    const found = file && (await faults.tryAsync(() => sample(file, clip, places)));
    await file?.close();
    if (found === undefined) continue;
    schemes.push(disc.kind === 'dvd' ? 'CSS' : found);
    return { schemes, scrambledAt: `clip ${clip.id}: ${found}` };
  }
  return { schemes, scrambledAt: undefined };
}

async function sample(file: ByteSource, clip: DiscClip, places: number): Promise<string | undefined> {
  const unit = clip.vobId === undefined ? 6144 : SECTOR;
  for (let place = 0; place < places; place++) {
    let inside = Math.floor((clipBytes(clip) * place) / places);
    const piece = clip.pieces.find(({ length }) => {
      if (inside < length) return true;
      inside -= length;
      return false;
    });
    if (piece === undefined) return undefined;
    const offset = piece.offset + Math.floor(inside / unit) * unit;
    const bytes = await file.read(offset, Math.min(PLACE_BYTES, piece.offset + piece.length - offset));
    const found = clip.vobId === undefined ? scramblingOf(bytes) : scrambledSector(bytes);
    if (found !== undefined) return found;
  }
  return undefined;
}

function scrambledSector(bytes: Uint8Array): string | undefined {
  for (let at = 0; at < bytes.length; at += SECTOR) if (isScrambledSector(bytes, at)) return 'packets are marked as scrambled';
  return undefined;
}
