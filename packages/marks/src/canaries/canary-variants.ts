import { checkList, checkObject, checkPath, checkRange, checkText } from '@streetdate/core/internal';

/** A film, or a part of it, with one choice of a canary. */
export interface VariantFile {
  /** The file. */
  readonly path: string;
  /** The master's time at which it begins, seconds. @defaultValue 0, as of a whole film */
  readonly begins?: number | undefined;
}

/** Where a canary is, and its choices as films. */
export interface CanaryVariants {
  /** The canary's name. */
  readonly name: string;
  /** Its start in the master, seconds. */
  readonly start: number;
  /** Its end, exclusive. */
  readonly end: number;
  /** One file of each choice, in their order; two or more. */
  readonly files: readonly VariantFile[];
}

/** @throws TypeError, RangeError when a list is none of variants. */
export function checkVariants(variants: readonly CanaryVariants[]): void {
  checkList('variants', variants, checkObject);
  for (const [at, { name, start, end, files }] of variants.entries()) {
    const where = `variants[${at}]`;
    checkText(`${where}.name`, name);
    checkRange(`${where}.start`, start, 0, Number.MAX_SAFE_INTEGER);
    checkRange(`${where}.end`, end, start, Number.MAX_SAFE_INTEGER);
    if (end <= start) throw new RangeError(`${where}.end must be after start, got ${start} and ${end}`);
    checkList(`${where}.files`, files, checkObject);
    if (files.length < 2) throw new RangeError(`${where}.files must be two or more, got ${files.length}`);
    for (const [file, { path, begins = 0 }] of files.entries()) {
      checkPath(`${where}.files[${file}].path`, path);
      checkRange(`${where}.files[${file}].begins`, begins, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    }
  }
}
