import { broken, onlyOne, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { splicePictures } from './splice.ts';

/**
 * Small pictures of one film's active area, in order of time, all of one size. The search tries crops, rotations and other geometries on
 * them. One can see what the film shows. A query has two a second of 4 KB each; of a film longer than 7.5 minutes only some intervals of
 * 12 s have them. A reference has one a second of 1 KB.
 */
export interface Thumbnails {
  /** Width and height of each, pixels, whatever the picture's aspect ratio. */
  readonly side: number;
  /** Presentation time of each, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** `side * side` luma values for each, row after row. */
  readonly pixels: Uint8Array;
}

/** A fingerprint's thumbnails. */
export interface HasThumbnails {
  /** Thumbnails, when the film was fingerprinted with them: by default queries are, references are not. */
  readonly thumbnails?: Thumbnails;
}

/** Bytes before the arrays: side, count. */
const HEADER_BYTES = 8;

/** `THUM`, at most once. */
export const thumbnails: Section<HasThumbnails> = {
  kind: 'THUM',
  encode: ({ thumbnails }) => (thumbnails ? [encodeThumbnails(thumbnails)] : []),
  decode: (sections) => {
    const section = onlyOne(sections);
    return section ? { thumbnails: decodeThumbnails(section) } : {};
  },
  check: ({ thumbnails }) => thumbnails && thumbnailsFault(thumbnails),
  // All of the size of the first ones.
  splice: (cuts) => {
    const side = cuts.find(({ fingerprint }) => fingerprint.thumbnails)?.fingerprint.thumbnails?.side;
    if (side === undefined) return {};
    const { timesMs, pixels } = splicePictures(cuts, side * side, ({ thumbnails }) => (thumbnails?.side === side ? thumbnails : undefined));
    return timesMs.length === 0 ? {} : { thumbnails: { side, timesMs, pixels } };
  },
};

function encodeThumbnails({ side, timesMs, pixels }: Thumbnails): Uint8Array {
  return new SectionWriter(HEADER_BYTES + timesMs.length * (4 + side * side)).u32(side, timesMs.length).words(timesMs).put(pixels).bytes;
}

function decodeThumbnails(section: SectionReader): Thumbnails {
  const where = `its thumbnails at byte ${section.offset} have`;
  if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
  const [side, count] = [section.u32(), section.u32()];
  if (HEADER_BYTES + count * (4 + side * side) !== section.length) {
    throw broken(`${where} ${section.length} bytes, which does not fit ${count} of ${side} × ${side}`);
  }
  return { side, timesMs: section.words(count), pixels: section.bytes(count * side * side) };
}

function thumbnailsFault({ side, timesMs, pixels }: Thumbnails): string | undefined {
  if (!Number.isInteger(side) || side < 1 || side > 1024) return `thumbnails have ${side} pixels in a row`;
  if (pixels.length !== timesMs.length * side * side) return `${timesMs.length} thumbnails have ${pixels.length} pixels`;
  for (let i = 1; i < timesMs.length; i++) {
    if (timesMs[i]! <= timesMs[i - 1]!) return `thumbnail ${i} is of ${timesMs[i]} ms, after ${timesMs[i - 1]} ms`;
  }
  return undefined;
}
