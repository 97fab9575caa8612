import { checkList, checkText } from '@streetdate/core/internal';
import { bytesOfIscc, ISCC_MAIN_TYPES, type IsccUnit, isccText, readIsccUnit } from './iscc-unit.ts';

/** The main types before Data and Instance that may go together, by their number in the header. */
const COMBINATIONS: readonly (readonly number[])[] = [[], [2], [1], [2, 1], [0], [0, 2], [0, 1], [0, 1, 2]];
/** The sub-type of an ISCC-CODE without a Content-Code. */
const SUM = 5;
/** Bytes of each unit in an ISCC-CODE. */
const UNIT_BYTES = 8;

/**
 * The ISCC-CODE of ISO 24138, version 0: several units as one.
 * @param units - Units of 64 bits or more, in any order, among them a Data-Code and an Instance-Code.
 * @throws RangeError when a unit is none, or they do not go together.
 */
export function isccCode(units: readonly string[]): string {
  checkList('units', units, checkText);
  const read = units.map(readIsccUnit).sort((one, other) => one.mainType - other.mainType);
  const types = read.map(({ mainType }) => mainType);
  const before = types.slice(0, -2).join();
  const combination = COMBINATIONS.findIndex((each) => each.join() === before);
  if (types.slice(-2).join() !== `${ISCC_MAIN_TYPES.data},${ISCC_MAIN_TYPES.instance}` || combination < 0) {
    throw new RangeError('units must have one Data-Code, one Instance-Code, and others at most once');
  }
  const subTypes = new Set(read.flatMap(({ mainType, subType }) => (mainType === 1 || mainType === 2 ? [subType] : [])));
  if (subTypes.size > 1) throw new RangeError('units must be of one kind of content');
  const [subType = SUM] = subTypes;
  const bodies = Buffer.concat(read.map(({ body }) => body.subarray(0, UNIT_BYTES)));
  return isccText((ISCC_MAIN_TYPES.code << 4) | subType, combination, bodies);
}

/**
 * The units of an ISCC of version 0: those of an ISCC-CODE, or the one unit that it is.
 * @throws RangeError when it is no ISCC.
 */
export function isccUnitsOf(iscc: string): readonly IsccUnit[] {
  const bytes = bytesOfIscc(iscc);
  const [first = 0, second = 0] = bytes ?? [];
  if (bytes === undefined || first >>> 4 !== ISCC_MAIN_TYPES.code) return [readIsccUnit(iscc)];
  const types = [...(COMBINATIONS[second & 0xf] ?? []), ISCC_MAIN_TYPES.data, ISCC_MAIN_TYPES.instance];
  // Written down in the order of the main types.
  types.sort((one, other) => one - other);
  if (second >>> 4 !== 0 || (second & 0xf) >= COMBINATIONS.length || bytes.length !== 2 + UNIT_BYTES * types.length)
    throw new RangeError(`iscc must be an ISCC of version 0, got ${JSON.stringify(iscc)}`);
  return types.map((mainType, at) => ({
    mainType,
    subType: mainType === ISCC_MAIN_TYPES.semantic || mainType === ISCC_MAIN_TYPES.content ? first & 0xf : 0,
    body: bytes.subarray(2 + UNIT_BYTES * at, 2 + UNIT_BYTES * (at + 1)),
  }));
}
