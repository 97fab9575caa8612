import type { PictureArea } from '../../luma/luma-frame.ts';
import { readArea } from './areas.ts';
import { isArea } from './checks.ts';
import { broken, onlyOne, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { splicePictures } from './splice.ts';

/**
 * Pieces of one film's pictures at the resolution of the coded frame, in order of time, all of one size and from one place. They show
 * what smaller pictures do not: grain, coding errors and the film's own pixel grid. Provenance reads from them which release a copy was
 * made from. One can see a little of the film: 9 KB each at 1080 rows, at most 128, 1.2 MB.
 */
export interface Details {
  /** Pixels in a row of each. */
  readonly width: number;
  /** Rows of each. */
  readonly height: number;
  /** Where each lies in the coded frame, in fractions of its width and height. */
  readonly area: PictureArea;
  /** Presentation time of each, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** `width * height` luma values for each, row after row. */
  readonly pixels: Uint8Array;
}

/** A fingerprint's details. */
export interface HasDetails {
  /** Pieces of its pictures at full resolution, of a reference that was fingerprinted with them. */
  readonly details?: Details;
}

/** Bytes before the arrays: width, height, count, zero, four edges. */
const HEADER_BYTES = 4 * 4 + 4 * 8;
const EDGES = ['left', 'top', 'right', 'bottom'] as const;

/** `DETL`, at most once. */
export const details: Section<HasDetails> = {
  kind: 'DETL',
  encode: ({ details }) => (details ? [encodeDetails(details)] : []),
  decode: (sections) => {
    const section = onlyOne(sections);
    return section ? { details: decodeDetails(section) } : {};
  },
  check: ({ details }) => details && detailsFault(details),
  // All of the size and place of the first ones.
  splice: (cuts) => {
    const first = cuts.find(({ fingerprint }) => fingerprint.details)?.fingerprint.details;
    if (first === undefined) return {};
    const { width, height, area } = first;
    const { timesMs, pixels } = splicePictures(cuts, width * height, ({ details }) =>
      details && isLike(details, first) ? details : undefined,
    );
    return timesMs.length === 0 ? {} : { details: { width, height, area, timesMs, pixels } };
  },
};

function isLike(one: Details, other: Details): boolean {
  return one.width === other.width && one.height === other.height && EDGES.every((edge) => one.area[edge] === other.area[edge]);
}

function encodeDetails({ width, height, area, timesMs, pixels }: Details): Uint8Array {
  return new SectionWriter(HEADER_BYTES + timesMs.length * (4 + width * height))
    .u32(width, height, timesMs.length, 0)
    .f64(area.left, area.top, area.right, area.bottom)
    .words(timesMs)
    .put(pixels).bytes;
}

function decodeDetails(section: SectionReader): Details {
  const where = `its details at byte ${section.offset} have`;
  if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
  const [width, height, count] = [section.u32(), section.u32(), section.u32()];
  section.u32();
  if (HEADER_BYTES + count * (4 + width * height) !== section.length) {
    throw broken(`${where} ${section.length} bytes, which does not fit ${count} of ${width} × ${height}`);
  }
  return { width, height, area: readArea(section), timesMs: section.words(count), pixels: section.bytes(count * width * height) };
}

function detailsFault({ width, height, area, timesMs, pixels }: Details): string | undefined {
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < 1 || side > 4096) return `details have ${width} × ${height} pixels`;
  }
  if (!isArea(area)) return `details lie in ${JSON.stringify(area)}`;
  if (pixels.length !== timesMs.length * width * height) return `${timesMs.length} details have ${pixels.length} pixels`;
  for (let i = 1; i < timesMs.length; i++) {
    if (timesMs[i]! <= timesMs[i - 1]!) return `detail ${i} is of ${timesMs[i]} ms, after ${timesMs[i - 1]} ms`;
  }
  return undefined;
}
