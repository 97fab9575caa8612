import type { ByteReader } from '../bytes/byte-reader.ts';
import type { AudioTraits, SubtitleTraits, VideoTraits } from '../structure/disc.ts';

/** Coded sizes for the two bits of a picture size, by the number of lines of the standard. */
const WIDTHS = [720, 704, 352, 352];

/** Two bytes of video attributes (IFO offsets 0x100 and 0x200). */
export function videoAttributes(reader: ByteReader, at: number): VideoTraits {
  const [first, second] = [reader.u8(at), reader.u8(at + 1)];
  const isPal = ((first >> 4) & 3) === 1;
  const size = (second >> 2) & 3;
  const lines = isPal ? 576 : 480;
  return {
    codec: first >> 6 === 0 ? 'mpeg1' : 'mpeg2',
    width: WIDTHS[size]!,
    height: size === 3 ? lines / 2 : lines,
    standard: isPal ? 'PAL' : 'NTSC',
    frameRate: isPal ? 25 : 30_000 / 1001,
    aspect: ((first >> 2) & 3) === 3 ? '16:9' : '4:3',
  };
}

const AUDIO_CODECS = ['ac3', undefined, 'mp2', 'mp2', 'lpcm', undefined, 'dts', 'sdds'];
const AUDIO_PURPOSES = [undefined, undefined, 'visually impaired', 'commentary', 'commentary'];
const SUBTITLE_PURPOSES: Partial<Record<number, string>> = {
  2: 'large',
  3: 'for children',
  5: 'captions',
  6: 'large captions',
  7: 'captions for children',
  9: 'forced',
  13: 'commentary',
  14: 'large commentary',
  15: 'commentary for children',
};

/** Eight bytes of audio attributes. */
export function audioAttributes(reader: ByteReader, at: number): AudioTraits {
  const [first, second] = [reader.u8(at), reader.u8(at + 1)];
  const language = ((first >> 2) & 3) === 1 ? languageCode(reader, at + 2) : undefined;
  const purpose = AUDIO_PURPOSES[reader.u8(at + 5)];
  return {
    codec: AUDIO_CODECS[first >> 5] ?? 'unknown',
    channels: (second & 7) + 1,
    sampleRate: ((second >> 4) & 3) === 1 ? 96_000 : 48_000,
    ...(language !== undefined && { language }),
    ...(purpose !== undefined && { purpose }),
  };
}

/** Six bytes of subpicture attributes. */
export function subtitleAttributes(reader: ByteReader, at: number): SubtitleTraits {
  const language = (reader.u8(at) & 3) === 1 ? languageCode(reader, at + 2) : undefined;
  const purpose = SUBTITLE_PURPOSES[reader.u8(at + 5)];
  return { codec: 'vobsub', ...(language !== undefined && { language }), ...(purpose !== undefined && { purpose }) };
}

function languageCode(reader: ByteReader, at: number): string | undefined {
  const code = reader.ascii(at, 2);
  return /^[a-z]{2}$/i.test(code) ? code.toLowerCase() : undefined;
}
