/** A box of an ISO base media file (ISO/IEC 14496-12). */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A fragmented film, taken apart: what starts it, and its segments, each one closed group of pictures. */
export interface Fragments {
  /** The boxes before the first segment: `ftyp` and `moov`. */
  readonly start: Uint8Array;
  /** `moof` and `mdat` of each segment. */
  readonly segments: readonly Uint8Array[];
}

/**
 * Takes a fragmented MP4 file with one track apart, and numbers its segments on from `first`.
 * @param bytes - The whole file. The segments are views of it, and their times and numbers are changed in it.
 * @param first - The number of its first segment in the film, from 0 on.
 * @param startTicks - The decoding time at which its first segment starts in the film, in ticks of the track.
 * @throws RangeError for a file that is no such film.
 */
export function splitFragments(bytes: Uint8Array, first: number, startTicks: number): Fragments {
  const boxes = boxesOf(bytes, 0, bytes.length);
  const media = boxes.flatMap((box, at) => (box.type === 'moof' && boxes[at + 1]?.type === 'mdat' ? [[box, boxes[at + 1]!] as const] : []));
  if (media.length === 0) throw new RangeError('bytes must be a fragmented MP4 file, got one without a segment');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = media.map(([moof, mdat], at) => {
    const inside = boxesOf(bytes, moof.start + 8, moof.end);
    const mfhd = inside.find(({ type }) => type === 'mfhd');
    const traf = inside.find(({ type }) => type === 'traf');
    const tfdt = traf && boxesOf(bytes, traf.start + 8, traf.end).find(({ type }) => type === 'tfdt');
    if (mfhd === undefined || tfdt === undefined) throw new RangeError('bytes must be a fragmented MP4 file, got one without times');
    view.setUint32(mfhd.start + 12, first + at + 1);
    const isLong = bytes[tfdt.start + 8] === 1;
    const time = isLong ? view.getBigUint64(tfdt.start + 12) : BigInt(view.getUint32(tfdt.start + 12));
    const moved = time + BigInt(Math.round(startTicks));
    if (isLong) view.setBigUint64(tfdt.start + 12, moved);
    else view.setUint32(tfdt.start + 12, Number(moved));
    return bytes.subarray(moof.start, mdat.end);
  });
  return { start: bytes.subarray(0, media[0]![0].start), segments };
}

/** Ticks a second of the track of a fragmented film, from its `mdhd`. */
export function ticksPerSecond(start: Uint8Array): number {
  const find = (from: number, to: number, path: readonly string[]): Box | undefined => {
    const box = boxesOf(start, from, to).find(({ type }) => type === path[0]);
    return box === undefined || path.length === 1 ? box : find(box.start + 8, box.end, path.slice(1));
  };
  const mdhd = find(0, start.length, ['moov', 'trak', 'mdia', 'mdhd']);
  if (mdhd === undefined) throw new RangeError('start must hold a track, got none');
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return view.getUint32(mdhd.start + (start[mdhd.start + 8] === 1 ? 28 : 20));
}

function boxesOf(bytes: Uint8Array, from: number, to: number): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const short = view.getUint32(at);
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    if (size < 8 || at + size > to) throw new RangeError(`bytes must be whole boxes, got one that ends beyond ${to}`);
    boxes.push({ type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), start: at, end: at + size });
    at += size;
  }
  return boxes;
}
