import type { PictureQuad } from '../../luma/scale-quad.ts';
import { firstFault, ID, ID_BYTES, isSeconds } from './checks.ts';
import { broken, onlyOne, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { spliceSpans, toMs } from './splice.ts';

/** A span of time in which a picture inside the picture stayed in one place. Times are whole milliseconds, given in seconds. */
export interface InsetSpan {
  /** The view of its hashes, such as `inset-1`; see {@link HashTrack.view}. */
  readonly view: string;
  /** Start in seconds. */
  readonly start: number;
  /** End in seconds, exclusive. */
  readonly end: number;
  /** Its corners in fractions of the frame. Those of a screen before a camera may lie a little outside. */
  readonly corners: PictureQuad;
}

/** A fingerprint's pictures inside the picture. */
export interface HasInsets {
  /** Where the hashed pictures inside the picture were, in order of time. Undefined when there is none, and in files of older versions. */
  readonly insets?: readonly InsetSpan[];
}

/** Bytes of a span: start and end, a view, eight coordinates. */
const SPAN_BYTES = 2 * 4 + ID_BYTES + 8 * 8;

/** `QUAD`, at most once. */
export const insets: Section<HasInsets> = {
  kind: 'QUAD',
  encode: ({ insets }) => (insets ? [encodeInsets(insets)] : []),
  decode: (sections) => {
    const section = onlyOne(sections);
    return section ? { insets: decodeInsets(section) } : {};
  },
  check: ({ insets = [] }) => firstFault(insets, insetFault),
  splice: (cuts) => {
    const insets = spliceSpans(cuts, ({ insets = [] }) => insets);
    return insets.length > 0 ? { insets } : {};
  },
};

function encodeInsets(insets: readonly InsetSpan[]): Uint8Array {
  const section = new SectionWriter(SPAN_BYTES * insets.length);
  for (const { view, start, end, corners } of insets) {
    section
      .u32(toMs(start), toMs(end))
      .ascii(view, ID_BYTES)
      .f64(...corners.flatMap(({ x, y }) => [x, y]));
  }
  return section.bytes;
}

function decodeInsets(section: SectionReader): InsetSpan[] {
  if (section.length % SPAN_BYTES !== 0) {
    throw broken(`its insets at byte ${section.offset} have ${section.length} bytes, not a multiple of ${SPAN_BYTES}`);
  }
  const corner = () => {
    const [x, y] = [section.f64(), section.f64()];
    return { x, y };
  };
  return Array.from({ length: section.length / SPAN_BYTES }, () => {
    const [start, end] = [section.u32() / 1000, section.u32() / 1000];
    return { view: section.ascii(ID_BYTES), start, end, corners: [corner(), corner(), corner(), corner()] };
  });
}

function insetFault({ view, start, end, corners }: InsetSpan, index: number, insets: readonly InsetSpan[]): string | undefined {
  const fault = (text: string) => `inset ${index} ${text}`;
  if (!ID.test(view)) return fault(`has the view ${JSON.stringify(view)}`);
  if (!isSeconds(start) || !isSeconds(end) || end < start) return fault(`lasts from ${start} to ${end}`);
  if (index > 0 && start < insets[index - 1]!.start) return fault('begins before the one before');
  return corners.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)) ? undefined : fault('has a corner that is nowhere');
}
