import { broken, onlyOne, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { spliceEntries } from './splice.ts';

/**
 * Keypoints of some pictures of a film, each with its place and a code of its surroundings. They are found again in copies that were cropped,
 * turned, framed or covered in part, wherever the picture lies in them. Nobody can see the film in them, but shapes can be guessed.
 * A reference has one picture a second with 60 keypoints and 30 finer ones, 4 MB an hour at most. A query has two a second in its first minute,
 * then one, with 80 keypoints; 80 finer ones in every second picture; and four codes of each keypoint.
 */
export interface LocalFeatures {
  /** Presentation time of each described picture, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** For each picture the number of keypoints up to its last one, so that each picture's begin where the one before ends. */
  readonly ends: Uint32Array;
  /** Four bytes a keypoint: pixels from the left and from the top of a frame whose longer side has 256; scale; direction. */
  readonly places: Uint8Array;
  /** Codes of each keypoint: 1 in a reference; 4 in a query: plain, mirrored, negative and both. */
  readonly looks: number;
  /** Two words a code, the codes of a keypoint together. */
  readonly codes: Uint32Array;
}

/** A fingerprint's local features. */
export interface HasLocalFeatures {
  /** Local features; fingerprints of earlier versions have none. @defaultValue none */
  readonly localFeatures?: LocalFeatures;
}

/** Bytes before the arrays: pictures, keypoints, looks, zero. */
const HEADER_BYTES = 16;
/** Bytes of a place, and words of a code. */
const [PLACE_BYTES, CODE_WORDS] = [4, 2];

/** `LFEA`, at most once. */
export const localFeatures: Section<HasLocalFeatures> = {
  kind: 'LFEA',
  encode: ({ localFeatures }) => (localFeatures ? [encodeFeatures(localFeatures)] : []),
  decode: (sections) => {
    const section = onlyOne(sections);
    return section ? { localFeatures: decodeFeatures(section) } : {};
  },
  check: ({ localFeatures }) => localFeatures && featuresFault(localFeatures),
  // All with as many looks as the first ones.
  splice: (cuts) => {
    const looks = cuts.find(({ fingerprint }) => fingerprint.localFeatures)?.fingerprint.localFeatures?.looks;
    if (looks === undefined) return {};
    const kept: { readonly places: Uint8Array; readonly codes: Uint32Array }[] = [];
    const timesMs = spliceEntries(
      cuts,
      ({ localFeatures }) => (localFeatures?.looks === looks ? localFeatures.timesMs : undefined),
      ({ localFeatures }, at) => kept.push(keypointsOf(localFeatures!, at)),
    );
    return timesMs.length === 0 ? {} : { localFeatures: packFeatures(timesMs, looks, kept) };
  },
};

/** The keypoints of one picture: views of the arrays. */
export function keypointsOf({ ends, places, looks, codes }: LocalFeatures, picture: number): { places: Uint8Array; codes: Uint32Array } {
  const [start, end] = [picture === 0 ? 0 : ends[picture - 1]!, ends[picture]!];
  const words = CODE_WORDS * looks;
  return { places: places.subarray(PLACE_BYTES * start, PLACE_BYTES * end), codes: codes.subarray(words * start, words * end) };
}

/** Joins the keypoints of pictures, in order of time. */
export function packFeatures(
  timesMs: Uint32Array,
  looks: number,
  pictures: readonly { readonly places: Uint8Array; readonly codes: Uint32Array }[],
): LocalFeatures {
  const ends = new Uint32Array(pictures.length);
  let count = 0;
  for (const [at, { places }] of pictures.entries()) {
    count += places.length / PLACE_BYTES;
    ends[at] = count;
  }
  const places = new Uint8Array(PLACE_BYTES * count);
  const codes = new Uint32Array(CODE_WORDS * looks * count);
  let from = 0;
  for (const [at, picture] of pictures.entries()) {
    places.set(picture.places, PLACE_BYTES * from);
    codes.set(picture.codes, CODE_WORDS * looks * from);
    from = ends[at]!;
  }
  return { timesMs, ends, places, looks, codes };
}

/** Where the arrays of local features lie in a file. Offsets are bytes from its start. */
export interface FeaturesPlaces {
  /** Described pictures. */
  readonly pictures: number;
  /** Keypoints of all pictures. */
  readonly keypoints: number;
  /** Codes of each keypoint. */
  readonly looks: number;
  /** Where the times begin. */
  readonly timesAt: number;
  /** Where the ends of the pictures' keypoints begin. */
  readonly endsAt: number;
  /** Where the codes begin. */
  readonly codesAt: number;
  /** Where the places of the keypoints begin. */
  readonly placesAt: number;
}

/** Bytes of the section that {@link placesOfFeatures} reads. */
export const FEATURES_HEADER_BYTES: number = HEADER_BYTES;

/**
 * Says where the arrays of local features lie, so that those of one picture can be read by themselves.
 * @param header - The first {@link FEATURES_HEADER_BYTES} bytes of the section `LFEA`.
 * @param offset - Where the section begins in the file.
 */
export function placesOfFeatures(header: Uint8Array, offset: number): FeaturesPlaces {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const [pictures, keypoints, looks] = [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true)];
  const timesAt = offset + HEADER_BYTES;
  const endsAt = timesAt + 4 * pictures;
  const codesAt = endsAt + 4 * pictures;
  return { pictures, keypoints, looks, timesAt, endsAt, codesAt, placesAt: codesAt + 4 * CODE_WORDS * looks * keypoints };
}

function encodeFeatures({ timesMs, ends, places, looks, codes }: LocalFeatures): Uint8Array {
  const bytes = HEADER_BYTES + 4 * (timesMs.length + ends.length + codes.length) + places.length;
  return new SectionWriter(bytes)
    .u32(timesMs.length, places.length / PLACE_BYTES, looks, 0)
    .words(timesMs)
    .words(ends)
    .words(codes)
    .put(places).bytes;
}

function decodeFeatures(section: SectionReader): LocalFeatures {
  const where = `its local features at byte ${section.offset} have`;
  if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
  const [pictures, keypoints, looks] = [section.u32(), section.u32(), section.u32()];
  section.u32();
  if (HEADER_BYTES + 8 * pictures + keypoints * (PLACE_BYTES + 4 * CODE_WORDS * looks) !== section.length) {
    throw broken(
      `${where} ${section.length} bytes, which does not fit ${keypoints} keypoints of ${pictures} pictures, ${looks} codes each`,
    );
  }
  const timesMs = section.words(pictures);
  const ends = section.words(pictures);
  const codes = section.words(CODE_WORDS * looks * keypoints);
  return { timesMs, ends, places: section.bytes(PLACE_BYTES * keypoints), looks, codes };
}

function featuresFault({ timesMs, ends, places, looks, codes }: LocalFeatures): string | undefined {
  if (looks !== 1 && looks !== 4) return `local features have ${looks} codes a keypoint`;
  const keypoints = ends.at(-1) ?? 0;
  if (ends.length !== timesMs.length) return `${timesMs.length} described pictures have ${ends.length} ends`;
  if (places.length !== PLACE_BYTES * keypoints || codes.length !== CODE_WORDS * looks * keypoints) {
    return `${keypoints} keypoints have ${places.length} bytes of places and ${codes.length} words of codes`;
  }
  for (let i = 1; i < timesMs.length; i++) {
    if (timesMs[i]! <= timesMs[i - 1]!) return `described picture ${i} is of ${timesMs[i]} ms, after ${timesMs[i - 1]} ms`;
    if (ends[i]! < ends[i - 1]!) return `described picture ${i} ends at keypoint ${ends[i]}, before ${ends[i - 1]}`;
  }
  return undefined;
}
