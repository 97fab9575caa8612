import type { ByteReader } from '../bytes/byte-reader.ts';
import { damaged } from '../bytes/damaged.ts';
import { sized } from './bdmv-file.ts';
import { type BluRayStream, streamAttributes } from './stream-attributes.ts';

/** Ticks in a second of a playlist's times. */
export const PLAYLIST_RATE = 45_000;

/** The played interval of a clip. Times are ticks of 45 kHz on the clip's own clock. */
export interface ClipInterval {
  /** The clip's name, five characters. */
  readonly clip: string;
  /** The number of the clip's clock that the times refer to. */
  readonly clock: number;
  readonly inTime: number;
  readonly outTime: number;
}

/** A play item of a playlist. */
export interface PlayItem extends ClipInterval {
  /** Its connection to the item before: 1 with a break, 5 and 6 without one. */
  readonly connection: number;
  /** The clips of the second and further angles; they share the item's times. */
  readonly angles: readonly { readonly clip: string; readonly clock: number }[];
}

/** A playlist (`*.mpls`). */
export interface Playlist {
  readonly items: readonly PlayItem[];
  /** The streams of its first item, which initialise a player. The other items nearly always have the same. */
  readonly streams: readonly BluRayStream[];
  /** Clips that play in parallel, such as a second picture. */
  readonly subPaths: readonly { readonly kind: number; readonly clips: readonly string[] }[];
  /** Starts of chapters: the item, and the time on its clock. */
  readonly marks: readonly { readonly item: number; readonly time: number }[];
}

/**
 * Reads a playlist. Layout: address of the play items at 8, of the marks at 12. Items, sub-paths and stream tables each begin with their
 * length, so unknown parts can be skipped.
 * @throws StreetdateError `damaged-disc`.
 */
export function readPlaylist(file: ByteReader): Playlist {
  const body = sized(file, file.u32(8), 'play items');
  const [itemCount, pathCount] = [body.u16(2), body.u16(4)];
  const items: PlayItem[] = [];
  let streams: readonly BluRayStream[] = [];
  let at = 6;
  for (let index = 0; index < itemCount; index++) {
    const item = body.part(at + 2, body.u16(at), `play item ${index}`);
    at += 2 + item.length;
    const { streamsAt, ...facts } = readItem(item);
    items.push(facts);
    if (index === 0) streams = readStreams(item.part(streamsAt + 2, item.u16(streamsAt), 'streams'));
  }
  const subPaths: Playlist['subPaths'][number][] = [];
  for (let index = 0; index < pathCount; index++) {
    const path = body.part(at + 4, body.u32(at), `sub-path ${index}`);
    at += 4 + path.length;
    subPaths.push(readSubPath(path));
  }
  const marksAt = file.u32(12);
  return { items, streams, subPaths, marks: marksAt === 0 ? [] : readMarks(sized(file, marksAt, 'marks')) };
}

/** Clip 0, codec 5, flags 9, clock 11, in and out 12 and 16, still 29; then angles, then the stream table. */
function readItem(item: ByteReader): PlayItem & { readonly streamsAt: number } {
  const flags = item.u16(9);
  const isMultiAngle = (flags & 0x10) !== 0;
  const [inTime, outTime] = [item.u32(12), item.u32(16)];
  if (outTime < inTime) throw damaged(item.name, `it ends at ${outTime}, before it starts at ${inTime}`);
  const angles: { clip: string; clock: number }[] = [];
  let at = 32;
  if (isMultiAngle) {
    const count = item.u8(at);
    at += 2;
    for (let angle = 1; angle < count; angle++, at += 10) angles.push({ clip: clipName(item, at), clock: item.u8(at + 9) });
  }
  return { clip: clipName(item, 0), clock: item.u8(11), inTime, outTime, connection: flags & 15, angles, streamsAt: at };
}

/** Counts of seven kinds of streams in bytes 2 to 8, and of one more in 9. Each stream has an entry and its attributes. */
function readStreams(table: ByteReader): BluRayStream[] {
  const primary = table.u8(2) + table.u8(3) + table.u8(4) + table.u8(5);
  const streams: BluRayStream[] = [];
  let at = 14;
  // Secondary streams follow and list their partners. A film's own streams come first.
  for (let index = 0; index < primary && at < table.length; index++) {
    at += 1 + table.u8(at);
    const attributes = table.part(at + 1, table.u8(at), `stream ${index}`);
    at += 1 + attributes.length;
    const stream = streamAttributes(attributes);
    if (stream) streams.push(stream);
  }
  return streams;
}

/** Kind at 1, number of items at 5. An item begins with its length and the clip. */
function readSubPath(path: ByteReader): Playlist['subPaths'][number] {
  const clips = new Set<string>();
  let at = 6;
  for (let index = 0; index < path.u8(5); index++) {
    const item = path.part(at + 2, path.u16(at), `item ${index}`);
    at += 2 + item.length;
    clips.add(clipName(item, 0));
  }
  return { kind: path.u8(1), clips: [...clips] };
}

/** 14 bytes for each mark: kind 1, item 2, time 4. Kind 1 is a chapter. */
function readMarks(table: ByteReader): Playlist['marks'] {
  const marks: { item: number; time: number }[] = [];
  for (let index = 0, at = 2; index < table.u16(0) && at + 14 <= table.length; index++, at += 14) {
    if (table.u8(at + 1) === 1) marks.push({ item: table.u16(at + 2), time: table.u32(at + 4) });
  }
  return marks;
}

/** A clip's name is also a file name, so only letters and digits are valid. */
function clipName(reader: ByteReader, at: number): string {
  const name = reader.ascii(at, 5);
  if (!/^[0-9A-Za-z]{5}$/.test(name)) throw damaged(reader.name, `its clip is called ${JSON.stringify(name)}`);
  return name.toUpperCase();
}
