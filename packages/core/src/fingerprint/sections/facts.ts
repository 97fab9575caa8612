import type { Damage } from '../../media/damage.ts';
import type { TimeSpan } from '../time-spans.ts';
import { isSeconds } from './checks.ts';
import { broken, type Cut, onlyOne, type Section, type SplicedFilm } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { toMs } from './splice.ts';

/** What is known of one audio stream. */
export interface AudioFacts {
  /** The codec, as ffprobe names it. */
  readonly codec: string;
  /** Number of channels: 2 for stereo, 6 for 5.1. */
  readonly channels: number;
  /** Its language in the container, two or three letters (ISO 639), such as `eng`; left out when the container has none. */
  readonly language?: string;
}

/** Facts about the media that a fingerprint was made from. Each may be unknown. */
export interface MediaFacts {
  /** The container, as ffprobe names it; `jpeg`, `png`, `webp`, `avif` or `tiff` for a still. */
  readonly container?: string;
  /** The video codec, as ffprobe names it. */
  readonly videoCodec?: string;
  /** Coded picture width in pixels. */
  readonly width?: number;
  /** Coded picture height in pixels. */
  readonly height?: number;
  /**
   * Width of the shown picture divided by its height, when that differs from `width / height`: pixels that are not square, or a picture
   * that is rotated for display. Files of older versions lack it.
   */
  readonly displayAspect?: number;
  /** Average frames a second. */
  readonly frameRate?: number;
  /** Size of the file in bytes. */
  readonly fileBytes?: number;
  /** The audio codec, as ffprobe names it. */
  readonly audioCodec?: string;
  /** The audio streams in the container's order, of which the first is fingerprinted; empty when there is none. */
  readonly sound?: readonly AudioFacts[];
  /** Whether the picture was deinterlaced before hashing. */
  readonly deinterlaced?: boolean;
  /** Starts of the chapters, seconds to the millisecond, ascending; empty when there are none. */
  readonly chapters?: readonly number[];
}

/** Whether a fingerprint is enrolled (dense) or looked up (sparse). */
export type FingerprintRole = 'reference' | 'query';

/** Which frames of a film were decoded, when not every one was. */
export interface Look {
  /** Which frames of the whole film were decoded, see {@link DecodedFrames}. */
  readonly frames: 'reference' | 'key';
  /** Intervals in which the `reference` frames were decoded beside the `key` frames of the whole film, in order of time, whole milliseconds. */
  readonly closer: readonly TimeSpan[];
}

/** What a fingerprint states about its film without arrays. */
export interface FingerprintFacts {
  /** How it was sampled: `reference` densely, `query` sparsely. */
  readonly role: FingerprintRole;
  /** A film, a single picture, or sound without a picture: its tracks of pictures have no frames. */
  readonly kind: 'film' | 'still' | 'sound';
  /** Length of the presentation in seconds, to the millisecond; 0 for a still. */
  readonly duration: number;
  /** Facts about the media. */
  readonly media: MediaFacts;
  /** Present when not every frame was decoded, see {@link FirstLook}. */
  readonly look?: Look;
  /** Present when only a part could be decoded. Its seconds are whole milliseconds too. */
  readonly damage?: Damage;
}

/** `META`, exactly once: UTF-8 JSON. Seconds become whole milliseconds. Readers pass over fields that they do not know. */
export const facts: Section<FingerprintFacts> = {
  kind: 'META',
  mustUnderstand: true,
  encode: (fingerprint) => [encodeFacts(fingerprint)],
  decode: (sections) => {
    const section = onlyOne(sections);
    if (section === undefined) throw broken('it has no META section');
    return decodeSection(section);
  },
  check: factsFault,
  splice: spliceFacts,
};

function decodeSection(section: SectionReader): FingerprintFacts {
  try {
    return decodeFacts(section.bytes(section.length));
  } catch (cause) {
    throw broken(`its META section, from byte ${section.offset}, cannot be read: ${(cause as Error).message}`, cause);
  }
}

function encodeFacts({ role, kind, duration, media, look, damage }: FingerprintFacts): Uint8Array {
  const json = {
    role,
    kind,
    durationMs: toMs(duration),
    media,
    ...(look && { look: { frames: look.frames, closerMs: look.closer.map(({ start, end }) => [toMs(start), toMs(end)]) } }),
    ...(damage && { damage: { reason: damage.reason, coveredMs: toMs(damage.secondsCovered) } }),
  };
  return new TextEncoder().encode(JSON.stringify(json));
}

/**
 * Reads facts and checks the type of every field, not its range.
 * @throws SyntaxError for broken JSON. TypeError, with a message that names the field, for a field of the wrong type.
 */
function decodeFacts(bytes: Uint8Array): FingerprintFacts {
  const json = asObject('META', JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  const { look, damage } = json;
  return {
    role: required('role', json, isRole),
    kind: required('kind', json, isKind),
    duration: required('durationMs', json, isNumber) / 1000,
    media: decodeMedia(asObject('media', json.media)),
    ...(look !== undefined && { look: decodeLook(asObject('look', look)) }),
    ...(damage !== undefined && { damage: decodeDamage(asObject('damage', damage)) }),
  };
}

function decodeMedia(json: JsonObject): MediaFacts {
  return {
    ...optional('container', json, isText),
    ...optional('videoCodec', json, isText),
    ...optional('width', json, isNumber),
    ...optional('height', json, isNumber),
    ...optional('displayAspect', json, isNumber),
    ...optional('frameRate', json, isNumber),
    ...optional('fileBytes', json, isNumber),
    ...optional('audioCodec', json, isText),
    ...(json.sound !== undefined && { sound: required('sound', json, isObjects).map(decodeAudio) }),
    ...optional('deinterlaced', json, isBoolean),
    ...optional('chapters', json, isNumbers),
  };
}

function decodeAudio(json: JsonObject): AudioFacts {
  const language = json.language === undefined ? {} : { language: required('language', json, isText) };
  return { codec: required('codec', json, isText), channels: required('channels', json, isNumber), ...language };
}

function decodeLook(json: JsonObject): Look {
  return { frames: required('frames', json, isLookedAt), closer: required('closerMs', json, isSpans).map(spanOf) };
}

function spanOf([startMs, endMs]: readonly [number, number]): TimeSpan {
  return { start: startMs / 1000, end: endMs / 1000 };
}

function decodeDamage(json: JsonObject): Damage {
  return { reason: required('reason', json, isText), secondsCovered: required('coveredMs', json, isNumber) / 1000 };
}

type JsonObject = { readonly [name: string]: unknown };

function asObject(name: string, value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`${name} is no object`);
  return value as JsonObject;
}

function required<T>(name: string, json: JsonObject, is: (value: unknown) => value is T): T {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  if (!is(value)) throw new TypeError(`${name} is ${JSON.stringify(value) ?? 'missing'}`);
  return value;
}

function optional<K extends keyof MediaFacts, T>(name: K, json: JsonObject, is: (value: unknown) => value is T): { [P in K]?: T } {
  return Object.hasOwn(json, name) ? ({ [name]: required(name, json, is) } as Record<K, T>) : {};
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(isNumber);
const isObjects = (value: unknown): value is JsonObject[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
const isRole = (value: unknown): value is FingerprintRole => value === 'reference' || value === 'query';
const isLookedAt = (value: unknown): value is Look['frames'] => value === 'reference' || value === 'key';
const isSpans = (value: unknown): value is (readonly [number, number])[] =>
  Array.isArray(value) && value.every((span) => Array.isArray(span) && span.length === 2 && span.every(isNumber));
const isKind = (value: unknown): value is FingerprintFacts['kind'] => value === 'film' || value === 'still' || value === 'sound';

function factsFault({ role, kind, duration, damage, media }: FingerprintFacts): string | undefined {
  if (role !== 'reference' && role !== 'query') return `role is ${JSON.stringify(role)}`;
  if (!isKind(kind)) return `kind is ${JSON.stringify(kind)}`;
  if (!isSeconds(duration)) return `duration is ${duration}`;
  if (damage !== undefined && !isSeconds(damage.secondsCovered)) return `damage covers ${damage.secondsCovered} seconds`;
  return mediaFault(media);
}

function mediaFault(media: MediaFacts): string | undefined {
  for (const [name, value] of Object.entries(media)) {
    if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) return `media fact ${name} is ${value}`;
  }
  const { chapters = [], sound = [] } = media;
  for (const [index, { channels, language = 'eng' }] of sound.entries()) {
    if (!(Number.isInteger(channels) && channels >= 0)) return `sound ${index} has ${channels} channels`;
    if (!/^[a-z]{2,3}$/.test(language)) return `sound ${index} has the language ${JSON.stringify(language)}`;
  }
  const at = chapters.findIndex((start, index) => !isSeconds(start) || start < (chapters[index - 1] ?? 0));
  return at < 0 ? undefined : `chapter ${at} begins at ${chapters[at]}`;
}

/** The facts of the longest part, without those that only hold for its own file. */
function spliceFacts(cuts: readonly Cut<FingerprintFacts>[], { durationMs, lacksPart }: SplicedFilm): FingerprintFacts {
  const { role, media: all } = cuts.reduce((best, cut) => (best.seconds >= cut.seconds ? best : cut)).fingerprint;
  const { fileBytes: _, chapters: __, ...media } = all;
  const damaged = cuts.find(({ fingerprint }) => fingerprint.damage)?.fingerprint.damage;
  const reason = damaged?.reason ?? (lacksPart ? 'a part of it could not be read' : undefined);
  const covered = cuts.reduce((sum, { fingerprint, seconds }) => sum + Math.min(seconds, fingerprint.damage?.secondsCovered ?? seconds), 0);
  return {
    role,
    kind: cuts.every(({ fingerprint }) => fingerprint.kind === 'sound') ? 'sound' : 'film',
    duration: durationMs / 1000,
    media,
    ...(reason !== undefined && { damage: { reason, secondsCovered: toMs(covered) / 1000 } }),
  };
}
