import type { SubtitleTrack } from '../../media/subtitle-track.ts';
import { firstFault, timesFault } from './checks.ts';
import { broken, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';

/** A fingerprint's subtitle times. */
export interface HasSubtitles {
  /** When its subtitle streams show something, one entry for each stream. Undefined for a query, without streams, and in files of older versions. */
  readonly subtitles?: readonly SubtitleTrack[];
}

/** Bytes before the times: stream, count. */
const HEADER_BYTES = 8;

/** `SUBT`, one section for each stream, in the streams' order. */
export const subtitles: Section<HasSubtitles> = {
  kind: 'SUBT',
  encode: ({ subtitles = [] }) => subtitles.map(encodeTrack),
  decode: (sections) => (sections.length > 0 ? { subtitles: sections.map(decodeTrack) } : {}),
  check: ({ subtitles = [] }) => firstFault(subtitles, subtitlesFault),
  splice: (cuts) => {
    const streams = new Map<number, number[]>();
    for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
      for (const { stream, timesMs } of fingerprint.subtitles ?? []) {
        const spliced = streams.get(stream) ?? [];
        streams.set(stream, spliced);
        for (const timeMs of timesMs) {
          const placed = timeMs - startMs + placeMs;
          if (timeMs >= startMs && timeMs < endMs && placed > (spliced.at(-1) ?? -1)) spliced.push(placed);
        }
      }
    }
    const sorted = [...streams].filter(([, times]) => times.length > 0).sort(([one], [other]) => one - other);
    return sorted.length === 0 ? {} : { subtitles: sorted.map(([stream, times]) => ({ stream, timesMs: Uint32Array.from(times) })) };
  },
};

function encodeTrack({ stream, timesMs }: SubtitleTrack): Uint8Array {
  return new SectionWriter(HEADER_BYTES + 4 * timesMs.length).u32(stream, timesMs.length).words(timesMs).bytes;
}

function decodeTrack(section: SectionReader): SubtitleTrack {
  const where = `its subtitles at byte ${section.offset} have`;
  if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
  const [stream, count] = [section.u32(), section.u32()];
  if (HEADER_BYTES + 4 * count !== section.length) throw broken(`${where} ${section.length} bytes, which does not fit ${count} of them`);
  return { stream, timesMs: section.words(count) };
}

function subtitlesFault({ stream, timesMs }: SubtitleTrack, index: number, subtitles: readonly SubtitleTrack[]): string | undefined {
  if (!Number.isInteger(stream) || stream < 0 || stream > 0xffff_ffff) return `subtitles ${index} are of the stream ${stream}`;
  if (index > 0 && stream <= subtitles[index - 1]!.stream)
    return `subtitles ${index} are of a stream that does not come after the one before`;
  return timesFault(`stream of subtitles ${index}`, timesMs);
}
