import type { ByteReader } from '../bytes/byte-reader.ts';
import type { AudioTraits, SubtitleTraits, VideoTraits } from '../structure/disc.ts';

/** A stream in a playlist or a clip, by its kind. */
export type BluRayStream =
  | { readonly kind: 'video'; readonly traits: VideoTraits }
  | { readonly kind: 'audio'; readonly traits: AudioTraits }
  | { readonly kind: 'subtitles'; readonly traits: SubtitleTraits }
  | { readonly kind: 'menu' };

const VIDEO_CODECS: Partial<Record<number, string>> = { 1: 'mpeg1', 2: 'mpeg2', 27: 'h264', 32: 'mvc', 36: 'hevc', 234: 'vc1' };
const AUDIO_CODECS: Partial<Record<number, string>> = {
  3: 'mp2',
  4: 'mp2',
  128: 'lpcm',
  129: 'ac3',
  130: 'dts',
  131: 'truehd',
  132: 'eac3',
  133: 'dts-hd',
  134: 'dts-hd-ma',
  161: 'eac3',
  162: 'dts-express',
};
/** Width, height and scan of each video format. */
const FORMATS: Partial<Record<number, readonly [width: number, height: number, scan: 'interlaced' | 'progressive']>> = {
  1: [720, 480, 'interlaced'],
  2: [720, 576, 'interlaced'],
  3: [720, 480, 'progressive'],
  4: [1920, 1080, 'interlaced'],
  5: [1280, 720, 'progressive'],
  6: [1920, 1080, 'progressive'],
  7: [720, 576, 'progressive'],
  8: [3840, 2160, 'progressive'],
};
const FRAME_RATES: Partial<Record<number, number>> = { 1: 24_000 / 1001, 2: 24, 3: 25, 4: 30_000 / 1001, 6: 50, 7: 60_000 / 1001 };
/** With more than two channels, only the sound itself tells how many. */
const CHANNELS: Partial<Record<number, number>> = { 1: 1, 3: 2 };
const SAMPLE_RATES: Partial<Record<number, number>> = { 1: 48_000, 4: 96_000, 5: 192_000, 12: 192_000, 14: 96_000 };
const DYNAMIC_RANGES = ['SDR', 'HDR10', 'Dolby Vision'];

/**
 * Reads the attributes of a stream: its coding type; then for pictures format and rate (and for HEVC the dynamic range), for sound layout,
 * rate and language, for subtitles the language.
 * @param attributes - From the coding type on, with its own bounds.
 * @returns undefined for an unknown kind.
 */
export function streamAttributes(attributes: ByteReader): BluRayStream | undefined {
  const coding = attributes.u8(0);
  const video = VIDEO_CODECS[coding];
  if (video !== undefined) return { kind: 'video', traits: videoTraits(video, attributes) };
  const audio = AUDIO_CODECS[coding];
  if (audio !== undefined) {
    const [channels, sampleRate] = [CHANNELS[attributes.u8(1) >> 4], SAMPLE_RATES[attributes.u8(1) & 15]];
    const traits = { codec: audio, ...(channels && { channels }), ...(sampleRate && { sampleRate }), ...languageOf(attributes, 2) };
    return { kind: 'audio', traits };
  }
  if (coding === 0x90) return { kind: 'subtitles', traits: { codec: 'pgs', ...languageOf(attributes, 1) } };
  if (coding === 0x92) return { kind: 'subtitles', traits: { codec: 'text', ...languageOf(attributes, 2) } };
  return coding === 0x91 ? { kind: 'menu' } : undefined;
}

function videoTraits(codec: string, attributes: ByteReader): VideoTraits {
  const size = FORMATS[attributes.u8(1) >> 4];
  const frameRate = FRAME_RATES[attributes.u8(1) & 15];
  const dynamicRange = codec === 'hevc' && attributes.length > 2 ? DYNAMIC_RANGES[attributes.u8(2) >> 4] : undefined;
  return {
    codec,
    ...(size && { width: size[0], height: size[1], scan: size[2] }),
    ...(frameRate && { frameRate }),
    ...(dynamicRange && { dynamicRange }),
  };
}

function languageOf(attributes: ByteReader, at: number): { readonly language?: string } {
  const code = attributes.length < at + 3 ? '' : attributes.ascii(at, 3);
  return /^[a-z]{3}$/i.test(code) && code.toLowerCase() !== 'und' ? { language: code.toLowerCase() } : {};
}
