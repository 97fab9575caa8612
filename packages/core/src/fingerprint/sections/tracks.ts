import { firstFault, ID, ID_BYTES } from './checks.ts';
import { broken, type Cut, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';

/**
 * The hashes of one film by one algorithm, in order of time. Each flat array has one entry for each frame that is kept. A frame that
 * nearly equals the one before is not kept: that one's span grows instead. Frames that failed the quality measure are left out.
 */
export interface HashTrack {
  /** The hasher's id, such as `pdq/1`. */
  readonly algorithm: string;
  /**
   * Which region of the picture was hashed. `active` is the active picture area, `middle-0.9` the middle nine tenths of its width and
   * height, `tilted+3.5` the area rotated back by so many degrees, `inset-1` the first picture found inside the picture.
   */
  readonly view: string;
  /** Bits in a hash, a multiple of 32. */
  readonly bits: number;
  /** Presentation time of each kept frame, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /**
   * How long each hash holds, milliseconds: until the next sampled frame, or longer when near-equal frames follow. It never reaches
   * past the next kept frame. 0 for a still.
   */
  readonly spansMs: Uint32Array;
  /** Quality of each kept frame, 0 to 100: how much detail tells it from other pictures. */
  readonly quality: Uint8Array;
  /** `bits / 32` words for each kept frame. Bit `k` is bit `k & 31` of word `k >> 5`. */
  readonly hashes: Uint32Array;
}

/** A fingerprint's tracks. */
export interface HasTracks {
  /** The default track first, then the sparse one of a second, independent hasher, then any others. */
  readonly tracks: readonly HashTrack[];
}

/** Bytes before the arrays: two ids, bits, frames. */
const HEADER_BYTES = 2 * ID_BYTES + 8;

/** Bytes of a track of `frames` hashes of `bits` bits. */
const bytesOf = (frames: number, bits: number) => HEADER_BYTES + frames * (bits / 8 + 4 + 4 + 1);

/** `TRAK`, one section for each track. */
export const tracks: Section<HasTracks> = {
  kind: 'TRAK',
  mustUnderstand: true,
  encode: ({ tracks }) => tracks.map(encodeTrack),
  decode: (sections) => ({ tracks: sections.map(decodeTrack) }),
  check: ({ tracks }) => firstFault(tracks, trackFault) ?? duplicateFault(tracks),
  splice: (cuts) => {
    const kinds = new Map(
      cuts.flatMap(({ fingerprint }) => fingerprint.tracks.map((track) => [`${track.algorithm} ${track.view}`, track])),
    );
    return { tracks: [...kinds.values()].map((track) => spliceTrack(track, cuts)) };
  },
};

function encodeTrack({ algorithm, view, bits, timesMs, spansMs, quality, hashes }: HashTrack): Uint8Array {
  return new SectionWriter(bytesOf(timesMs.length, bits))
    .ascii(algorithm, ID_BYTES)
    .ascii(view, ID_BYTES)
    .u32(bits, timesMs.length)
    .words(hashes)
    .words(timesMs)
    .words(spansMs)
    .put(quality).bytes;
}

function decodeTrack(section: SectionReader): HashTrack {
  const where = `its track at byte ${section.offset}`;
  if (section.length < HEADER_BYTES) throw broken(`${where} has only ${section.length} bytes`);
  const [algorithm, view] = [section.ascii(ID_BYTES), section.ascii(ID_BYTES)];
  const [bits, frames] = [section.u32(), section.u32()];
  if (bits % 32 !== 0 || bytesOf(frames, bits) !== section.length) {
    throw broken(`${where} has ${section.length} bytes, which does not fit ${frames} hashes of ${bits} bits`);
  }
  const hashes = section.words((frames * bits) / 32);
  const [timesMs, spansMs] = [section.words(frames), section.words(frames)];
  return { algorithm, view, bits, timesMs, spansMs, quality: section.bytes(frames), hashes };
}

function trackFault({ algorithm, view, bits, timesMs, spansMs, quality, hashes }: HashTrack, index: number): string | undefined {
  const fault = (text: string) => `track ${index} ${text}`;
  if (!ID.test(algorithm)) return fault(`has the algorithm id ${JSON.stringify(algorithm)}`);
  if (!ID.test(view)) return fault(`has the view ${JSON.stringify(view)}`);
  if (!Number.isInteger(bits) || bits < 32 || bits > 1024 || bits % 32 !== 0) return fault(`has hashes of ${bits} bits`);
  const frames = timesMs.length;
  if (spansMs.length !== frames || quality.length !== frames || hashes.length !== (frames * bits) / 32) {
    return fault(`has ${frames} times, ${spansMs.length} spans, ${quality.length} qualities and ${hashes.length} words of hashes`);
  }
  for (let i = 0; i < frames; i++) {
    if (i > 0 && timesMs[i]! <= timesMs[i - 1]!) return fault(`has time ${timesMs[i]} ms after ${timesMs[i - 1]} ms, at frame ${i}`);
    if (i > 0 && timesMs[i - 1]! + spansMs[i - 1]! > timesMs[i]!)
      return fault(`has a span that goes past the next frame, at frame ${i - 1}`);
    if (quality[i]! > 100) return fault(`has a quality of ${quality[i]}, at frame ${i}`);
  }
  return undefined;
}

function duplicateFault(tracks: readonly HashTrack[]): string | undefined {
  const twice = tracks.find((track, index) =>
    tracks.some((other, at) => at < index && other.algorithm === track.algorithm && other.view === track.view),
  );
  return twice && `track ${twice.algorithm} of ${twice.view} is there twice`;
}

function spliceTrack({ algorithm, view, bits }: HashTrack, cuts: readonly Cut<HasTracks>[]): HashTrack {
  const [timesMs, spansMs, quality, hashes]: [number[], number[], number[], number[]] = [[], [], [], []];
  const words = bits / 32;
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    const track = fingerprint.tracks.find((candidate) => candidate.algorithm === algorithm && candidate.view === view);
    if (track?.bits !== bits) continue;
    for (let at = 0; at < track.timesMs.length; at++) {
      const from = Math.max(track.timesMs[at]!, startMs);
      const to = Math.min(track.timesMs[at]! + track.spansMs[at]!, endMs);
      if (from >= endMs || to <= from) continue;
      timesMs.push(from - startMs + placeMs);
      spansMs.push(to - from);
      quality.push(track.quality[at]!);
      for (let word = 0; word < words; word++) hashes.push(track.hashes[at * words + word]!);
    }
  }
  return {
    algorithm,
    view,
    bits,
    timesMs: Uint32Array.from(timesMs),
    spansMs: Uint32Array.from(spansMs),
    quality: Uint8Array.from(quality),
    hashes: Uint32Array.from(hashes),
  };
}
