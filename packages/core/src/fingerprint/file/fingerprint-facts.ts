import type { Damage } from '../../media/damage.ts';
import type { AudioFacts, Fingerprint, Look, MediaFacts, TimeSpan } from '../fingerprint.ts';

/** A fingerprint without its arrays: what the `META` section of a file holds. */
export type FingerprintFacts = Omit<
  Fingerprint,
  'tracks' | 'areas' | 'insets' | 'thumbnails' | 'details' | 'blending' | 'subtitles' | 'brightness' | 'average'
>;

/** Facts as UTF-8 JSON, as the `META` section has them. Seconds become whole milliseconds. */
export function encodeFacts({ role, kind, duration, media, look, damage }: FingerprintFacts): Uint8Array {
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
 * Reads facts from UTF-8 JSON and checks the type of every field. Fields of later versions are left out. Ranges are not checked.
 * @throws SyntaxError when the JSON is broken, and TypeError, with a message that names the field, when it says something else.
 */
export function decodeFacts(bytes: Uint8Array): FingerprintFacts {
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
    ...(json.sound !== undefined && { sound: required('sound', json, isObjects).map(decodeSound) }),
    ...optional('deinterlaced', json, isBoolean),
    ...optional('chapters', json, isNumbers),
  };
}

function decodeSound(json: JsonObject): AudioFacts {
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
const isRole = (value: unknown): value is Fingerprint['role'] => value === 'reference' || value === 'query';
const isLookedAt = (value: unknown): value is Look['frames'] => value === 'reference' || value === 'key';
const isSpans = (value: unknown): value is (readonly [number, number])[] =>
  Array.isArray(value) && value.every((span) => Array.isArray(span) && span.length === 2 && span.every(isNumber));
const isKind = (value: unknown): value is Fingerprint['kind'] => value === 'film' || value === 'still';

function toMs(seconds: number): number {
  return Math.round(seconds * 1000);
}
