/** Ticks in a second of a playlist's times. */
export const PLAYLIST_RATE = 45_000;

/** A stream of a clip: its packet identifier and its attributes as Blu-ray structures code them, from the coding type on. */
export interface ClipStream {
  readonly pid: number;
  readonly isVideo: boolean;
  readonly attributes: readonly number[];
}

/** A clip of one segment: a file of source packets (192 bytes each) that begins with a closed group of pictures. */
export interface BluRayClip {
  /** Five digits, as its files are called. */
  readonly clip: string;
  /** First and last instant of its picture, ticks of 45 kHz. */
  readonly start: number;
  readonly end: number;
  /** Number of source packets. */
  readonly packets: number;
  readonly streams: readonly ClipStream[];
  /** Packet identifiers of the program map and of the clock. */
  readonly mapPid: number;
  readonly clockPid: number;
}

/**
 * Writes a playlist (`*.mpls`) that plays clips whole, one after the other without a break.
 * @param chapters - Their starts, seconds from the start of the playlist; those beyond its end are left out.
 */
export function playlistBytes(clips: readonly BluRayClip[], chapters: readonly number[]): Uint8Array {
  const items = clips.flatMap(({ clip, start, end, streams }, at) => {
    const item = [...ascii(`${clip}M2TS`), ...u16(at === 0 ? 1 : 5), 0, ...u32(start), ...u32(end)];
    return sized2([...padded(item, 32), ...sized2(streamTable(streams))]);
  });
  const application = sized4(padded([0, 1, 0, 0], 14));
  const play = sized4([0, 0, ...u16(clips.length), 0, 0, ...items]);
  const marks = chapterMarks(clips, chapters);
  const playAt = HEAD + application.length;
  const head = padded([...ascii('MPLS0200'), ...u32(playAt), ...u32(playAt + play.length), ...u32(0)], HEAD);
  return Uint8Array.from([...head, ...application, ...play, ...sized4([...u16(marks.length), ...marks.flat()])]);
}

/** Kind 1, the item, the time on its clock, no stream, no length. */
function chapterMarks(clips: readonly BluRayClip[], chapters: readonly number[]): number[][] {
  const marks: number[][] = [];
  for (const seconds of chapters) {
    let left = Math.round(seconds * PLAYLIST_RATE);
    const item = clips.findIndex(({ start, end }) => {
      if (left < end - start) return true;
      left -= end - start;
      return false;
    });
    if (item >= 0 && left >= 0) marks.push([0, 1, ...u16(item), ...u32(clips[item]!.start + left), 0xff, 0xff, ...u32(0)]);
  }
  return marks;
}

/** Counts of the kinds of streams, then an entry and attributes of each: pictures first, then sound. */
function streamTable(streams: readonly ClipStream[]): number[] {
  const ordered = [...streams.filter(({ isVideo }) => isVideo), ...streams.filter(({ isVideo }) => !isVideo)];
  const video = streams.filter(({ isVideo }) => isVideo).length;
  const entries = ordered.flatMap(({ pid, attributes }) => [...sized1(padded([1, ...u16(pid)], 9)), ...sized1([...attributes])]);
  return [...padded([0, 0, video, streams.length - video], 14), ...entries];
}

/** Writes the information of a clip (`*.clpi`), with one entry point: its start, where the tables precede the first picture. */
export function clipInfoBytes({ start, end, packets, streams, mapPid, clockPid }: BluRayClip): Uint8Array {
  const seconds = (end - start) / PLAYLIST_RATE;
  const bytesPerSecond = Math.ceil((packets * 188) / seconds);
  const facts = padded([0, 0, 1, 1, ...u32(0), ...u32(bytesPerSecond), ...u32(packets)], 144);
  const clip = sized4(padded([...facts, ...u16(30), 0x80, ...ascii('HDMV')], 176));
  const sequences = sized4([0, 1, ...u32(0), 1, 0, ...u16(clockPid), ...u32(0), ...u32(start), ...u32(end)]);
  const attributes = streams.flatMap(({ pid, attributes: coded }) => [...u16(pid), ...sized1(padded([...coded], 21))]);
  const programs = sized4([0, 1, ...u32(0), ...u16(mapPid), streams.length, 0, ...attributes]);
  const cpi = sized4([0, 1, ...entryPoints(streams.find(({ isVideo }) => isVideo)?.pid ?? 0, start)]);
  const at = [HEAD + clip.length];
  for (const part of [sequences, programs, cpi]) at.push(at.at(-1)! + part.length);
  const head = padded([...ascii('HDMV0200'), ...at.flatMap(u32), ...u32(0)], HEAD);
  return Uint8Array.from([...head, ...clip, ...sequences, ...programs, ...cpi, ...sized4([0, 0])]);
}

/** The map of entry points: one stream, one coarse and one fine entry, both of packet 0. They share a bit of the time. */
function entryPoints(pid: number, start: number): number[] {
  const counts = bits([0, 10], [1, 4], [1, 16], [1, 18]);
  const map = [0, 1, ...u16(pid), ...counts, ...u32(14)];
  const coarse = [...bits([0, 18], [(start >>> 18) & 0x3ffe, 14]), ...u32(0)];
  const fine = bits([0, 1], [1, 3], [(start >>> 8) & 0x7ff, 11], [0, 17]);
  return [...map, ...u32(4 + coarse.length), ...coarse, ...fine];
}

/** Writes `index.bdmv`: the disc starts with its one movie object, which is its menu and its title as well. */
export function indexBytes(): Uint8Array {
  const object = [...u32(0x40000000), ...u16(0x4000), ...u16(0), ...u32(0)];
  const application = sized4(padded([0, 0], 34));
  const head = padded([...ascii('INDX0200'), ...u32(HEAD + application.length), ...u32(0)], HEAD);
  return Uint8Array.from([...head, ...application, ...sized4([...object, ...object, ...u16(1), ...object])]);
}

/** Writes `MovieObject.bdmv`: one object that plays the playlist of number 0. */
export function movieObjectBytes(): Uint8Array {
  const play = [0x22, 0x80, 0, 0, ...u32(0), ...u32(0)];
  const head = padded([...ascii('MOBJ0200'), ...u32(0)], HEAD);
  return Uint8Array.from([...head, ...sized4([...u32(0), ...u16(1), ...u16(0x8000), ...u16(1), ...play])]);
}

/** Bytes before the first part of each structure. */
const HEAD = 40;

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function u16(value: number): number[] {
  return [(value >>> 8) & 255, value & 255];
}

function u32(value: number): number[] {
  return [...u16(value >>> 16), ...u16(value & 0xffff)];
}

/** Numbers of some bits each, eight and more together, whole bytes in all. */
function bits(...fields: readonly (readonly [value: number, width: number])[]): number[] {
  const text = fields.map(([value, width]) => value.toString(2).padStart(width, '0')).join('');
  return Array.from({ length: text.length / 8 }, (_, at) => Number.parseInt(text.slice(8 * at, 8 * at + 8), 2));
}

function padded(bytes: readonly number[], length: number): number[] {
  return [...bytes, ...new Array<number>(length - bytes.length).fill(0)];
}

function sized1(bytes: readonly number[]): number[] {
  return [bytes.length, ...bytes];
}

function sized2(bytes: readonly number[]): number[] {
  return [...u16(bytes.length), ...bytes];
}

function sized4(bytes: readonly number[]): number[] {
  return u32(bytes.length).concat(bytes);
}
