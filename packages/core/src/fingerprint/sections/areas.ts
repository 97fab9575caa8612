import type { PictureArea } from '../../luma/luma-frame.ts';
import { firstFault, isArea, isSeconds } from './checks.ts';
import { broken, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { spliceSpans, toMs } from './splice.ts';

/** A span of time with one active picture area. Times are whole milliseconds, given in seconds. */
export interface AreaSpan {
  /** Start in seconds. */
  readonly start: number;
  /** End in seconds, exclusive. */
  readonly end: number;
  /** The area without black bars. */
  readonly area: PictureArea;
}

/** A fingerprint's active picture areas. */
export interface HasAreas {
  /** Where the picture was in the frame, in order of time. */
  readonly areas: readonly AreaSpan[];
}

/** Bytes of a span: start and end, four edges. */
const SPAN_BYTES = 2 * 4 + 4 * 8;

/** `AREA`: always written, also when it is empty. */
export const areas: Section<HasAreas> = {
  kind: 'AREA',
  encode: ({ areas }) => [encodeAreas(areas)],
  decode: (sections) => ({ areas: sections.flatMap(decodeAreas) }),
  check: ({ areas }) => firstFault(areas, areaFault),
  splice: (cuts) => ({ areas: spliceSpans(cuts, ({ areas }) => areas) }),
};

function encodeAreas(areas: readonly AreaSpan[]): Uint8Array {
  const section = new SectionWriter(SPAN_BYTES * areas.length);
  for (const { start, end, area } of areas) section.u32(toMs(start), toMs(end)).f64(area.left, area.top, area.right, area.bottom);
  return section.bytes;
}

function decodeAreas(section: SectionReader): AreaSpan[] {
  if (section.length % SPAN_BYTES !== 0) {
    throw broken(`its areas at byte ${section.offset} have ${section.length} bytes, not a multiple of ${SPAN_BYTES}`);
  }
  return Array.from({ length: section.length / SPAN_BYTES }, () => {
    const [start, end] = [section.u32() / 1000, section.u32() / 1000];
    return { start, end, area: readArea(section) };
  });
}

/** Reads the four edges of an area. */
export function readArea(section: SectionReader): PictureArea {
  const [left, top, right, bottom] = [section.f64(), section.f64(), section.f64(), section.f64()];
  return { left, top, right, bottom };
}

function areaFault({ start, end, area }: AreaSpan, index: number, areas: readonly AreaSpan[]): string | undefined {
  if (!isSeconds(start) || !isSeconds(end) || end < start) return `area ${index} lasts from ${start} to ${end}`;
  if (index > 0 && start < areas[index - 1]!.end) return `area ${index} begins before the end of the one before`;
  return isArea(area) ? undefined : `area ${index} is ${JSON.stringify(area)}`;
}
