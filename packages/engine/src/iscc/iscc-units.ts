import { AUDIO_ALGORITHM, audioView, checkObject } from '@streetdate/core/internal';
import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import { isccAudioCode } from './content-codes.ts';
import { isccCode, isccUnitsOf } from './iscc-code.ts';
import { ISCC_MAIN_TYPES, type IsccUnit, readIsccUnit } from './iscc-unit.ts';

/** The ISCC units that are known of a content: ISO 24138, version 0, as text with 256 bits each. */
export interface IsccUnits {
  /** Audio-Code, of the codes that its fingerprint holds. Sounds that are alike have codes alike. */
  readonly audio?: string | undefined;
  /** Video-Code, of the MPEG-7 signatures of its frames. Films that look alike have codes alike. Computed on request only. */
  readonly video?: string | undefined;
  /** Data-Code, of its bytes. Files that share most of their bytes have codes alike. */
  readonly data?: string | undefined;
  /** Instance-Code, of its bytes. Only equal files have equal codes. */
  readonly instance?: string | undefined;
}

/** A kind of unit that is stored. */
export interface IsccKind {
  /** Its name in {@link IsccUnits}. */
  readonly unit: keyof IsccUnits;
  /** Its name in the standard. */
  readonly title: string;
  /** Its numbers in the header, see `ISCC_MAIN_TYPES`. */
  readonly mainType: number;
  /** The kind of content; 0 for data and instance. */
  readonly subType: number;
}

/** Every kind of unit that is stored, in the order in which they are printed. */
export const ISCC_KINDS: readonly IsccKind[] = [
  { unit: 'audio', title: 'Audio-Code', mainType: ISCC_MAIN_TYPES.content, subType: 2 },
  { unit: 'video', title: 'Video-Code', mainType: ISCC_MAIN_TYPES.content, subType: 3 },
  { unit: 'data', title: 'Data-Code', mainType: ISCC_MAIN_TYPES.data, subType: 0 },
  { unit: 'instance', title: 'Instance-Code', mainType: ISCC_MAIN_TYPES.instance, subType: 0 },
];

/** The Audio-Code of a fingerprint's sound; nothing where it has none. Nothing is decoded. */
export function isccOfFingerprint(fingerprint: Fingerprint): IsccUnits {
  const sound = findTrack(fingerprint, AUDIO_ALGORITHM, audioView({ speed: 1, pitch: 1 }));
  return sound === undefined || sound.hashes.length === 0 ? {} : { audio: isccAudioCode(sound.hashes, 256) };
}

/** The ISCC-CODE of a file, with its Video-Code if that is known; undefined where its Data-Code or Instance-Code is unknown. */
export function isccCodeOfUnits(units: IsccUnits): string | undefined {
  checkObject('units', units);
  const { video, data, instance } = units;
  if (data === undefined || instance === undefined) return undefined;
  return isccCode([...(video === undefined ? [] : [video]), data, instance]);
}

/** How near a stored unit is to one that is asked for. */
export interface IsccNearness {
  /** The kind of unit that both have. */
  readonly unit: keyof IsccUnits;
  /** The stored unit. */
  readonly code: string;
  /** How many bits differ. */
  readonly distance: number;
  /** How many bits were compared: those of the shorter one. */
  readonly bits: number;
}

/**
 * Units of an ISCC that can be looked up.
 * @throws RangeError when the text is no ISCC, or has none of the stored kinds.
 */
export function searchableUnits(text: string): readonly (IsccKind & { readonly body: Uint8Array })[] {
  const units = isccUnitsOf(text);
  const known = units.flatMap(({ mainType, subType, body }) =>
    ISCC_KINDS.filter((kind) => kind.mainType === mainType && kind.subType === subType).map((kind) => ({ ...kind, body })),
  );
  if (known.length > 0) return known;
  const titles = ISCC_KINDS.map(({ title }) => title);
  throw new RangeError(`iscc must have one of these units: ${titles.join(', ')}; got ${JSON.stringify(text)}`);
}

/** The units that are as near as asked, nearest first. An Instance-Code counts only where it is equal: its bits tell nothing else. */
export function nearUnits(wanted: ReturnType<typeof searchableUnits>, units: IsccUnits, most: number): readonly IsccNearness[] {
  const near = wanted.flatMap(({ unit, body, mainType }): IsccNearness[] => {
    const code = units[unit];
    if (code === undefined) return [];
    const { distance, bits } = differingBits(readIsccUnit(code), body);
    return distance <= (mainType === ISCC_MAIN_TYPES.instance ? 0 : (most * bits) / 64) ? [{ unit, code, distance, bits }] : [];
  });
  return near.sort((one, other) => one.distance / one.bits - other.distance / other.bits);
}

/** Units of different lengths are compared as far as both reach, as the standard allows. */
function differingBits({ body: one }: IsccUnit, other: Uint8Array): { readonly distance: number; readonly bits: number } {
  const bytes = Math.min(one.length, other.length);
  let distance = 0;
  for (let at = 0; at < bytes; at++) {
    for (let rest = one[at]! ^ other[at]!; rest > 0; rest >>>= 1) distance += rest & 1;
  }
  return { distance, bits: 8 * bytes };
}
