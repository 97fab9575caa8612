/** Entry for the packages of this repository. It promises nothing: any version may change it. */

export { discsByReference } from './catalogue/discs-by-reference.ts';
export { slug } from './catalogue/ids.ts';
export { checkDisc, featuresOf } from './enrol/enrol-disc.ts';
export { fileFault, readFileState, writeFault } from './files/file-state.ts';
export { isFingerprintName, kindOfName } from './files/media-names.ts';
export { writeWhole } from './files/write-whole.ts';
export { isccUnitBytes, isccUnitsInBytes } from './iscc/iscc-unit.ts';
export { ISCC_KINDS } from './iscc/iscc-units.ts';
export { MersenneTwister } from './iscc/mersenne-twister.ts';
export { findScans } from './scan/find-scans.ts';
export { readVideoCode } from './scan/read-iscc.ts';
export { readMedia } from './scan/read-media.ts';
