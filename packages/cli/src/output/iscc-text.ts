import { type IsccUnits, isccCodeOfUnits } from '@streetdate/engine';
import { ISCC_KINDS } from '@streetdate/engine/internal';
import type { ReferenceRecord } from '@streetdate/engine/records';

/** The ISCC of a content for people: its ISCC-CODE, and each unit. */
export function isccLines(units: IsccUnits): string[] {
  const code = isccCodeOfUnits(units);
  return [
    ...(code === undefined ? [] : [`ISCC-CODE ${code}`]),
    ...ISCC_KINDS.flatMap(({ unit, title }) => (units[unit] === undefined ? [] : [`${title} ${units[unit]}`])),
  ];
}

/** Why a reference has no codes of its bytes, and what helps; undefined where it has them. */
export function missingIscc({ iscc, path, discs = [] }: ReferenceRecord): string | undefined {
  if (iscc?.data !== undefined) return undefined;
  if (discs.length > 0) return 'no Data-Code and no Instance-Code: the film of a disc is no single file';
  if (path === undefined) return 'no Data-Code and no Instance-Code: it was imported without them';
  if (path.endsWith('.sdfp')) return 'no Data-Code and no Instance-Code: it was enrolled from a fingerprint';
  return 'no Data-Code and no Instance-Code are stored: enroll its file again to add them; nothing is decoded then';
}
