import { checkList, checkString } from '@streetdate/core/internal';
/** The volumes of one archive, found by file name. */
export interface VolumeSet {
  /** Their common stem: `film` of `film.rar` and `film.r00`. */
  readonly stem: string;
  /** Format of the archive; `ewf` for the segments of a forensic image. */
  readonly kind: 'rar' | 'zip' | 'ewf';
  /**
   * The file names in order; undefined for a missing volume in between. For a ZIP in several disks the last one comes first, because it has
   * the file list.
   */
  readonly volumes: readonly (string | undefined)[];
}

const NEW_RAR = /^(.+)\.part([0-9]{1,5})\.rar$/iu;
const OLD_RAR = /^(.+)\.([r-z])([0-9]{2})$/iu;
const FIRST_RAR = /^(.+)\.rar$/iu;
const ZIP = /^(.+)\.zip$/iu;
const ZIP_DISK = /^(.+)\.z([0-9]{2})$/iu;
/** `.E01` to `.E99`, then `.EAA` to `.EZZ`, and on to `.ZZZ`. */
const EWF = /^(.+)\.(?:e([0-9]{2})|([e-z][a-z]{2}))$/iu;
const NUMBERED = /^(.+)\.([0-9]{3})$/u;

/** Most volumes in one set, so that a single file named `.part99999.rar` cannot request a huge list. */
const MOST_VOLUMES = 10_000;

/**
 * Groups the file names of a folder into archives: `.part01.rar` …, `.rar` and `.r00` … `.r99`, `.s00` …, `.001` …, `.zip` with its disks
 * `.z01` …, `.zip.001` …, and `.E01` … with `.EAA` …. Gaps in the numbering reveal missing volumes. A set without its first volume still counts.
 */
export function volumeSets(names: readonly string[]): VolumeSet[] {
  checkList('names', names, checkString);
  const sets = new Map<string, { stem: string; kind: VolumeSet['kind']; volumes: Map<number, string> }>();
  const stemsOf = (pattern: RegExp) => new Set(names.flatMap((name) => pattern.exec(name)?.[1]?.toLowerCase() ?? []));
  const images = { all: stemsOf(/^(.+)\.e01$/iu), long: stemsOf(/^(.+)\.e99$/iu) };
  const zips = stemsOf(ZIP);
  for (const name of [...names].sort()) {
    const place = placeOf(name, zips, images);
    if (place === undefined || place.number >= MOST_VOLUMES) continue;
    const key = `${place.scheme}:${place.stem.toLowerCase()}`;
    const set = sets.get(key) ?? { stem: place.stem, kind: place.kind, volumes: new Map() };
    set.volumes.set(place.number, name);
    sets.set(key, set);
  }
  return [...sets.values()].map(({ stem, kind, volumes }) => {
    const last = Math.max(...volumes.keys());
    return { stem, kind, volumes: Array.from({ length: last + 1 }, (_, number) => volumes.get(number)) };
  });
}

/** @param zips - The stems of the folder's ZIP archives, in lower case: `.z01` beside one is its disk, otherwise a RAR volume. @param images - The stems of its `.E01` and `.E99` files. */
function placeOf(
  name: string,
  zips: ReadonlySet<string>,
  images: Readonly<Record<'all' | 'long', ReadonlySet<string>>>,
): { scheme: string; kind: VolumeSet['kind']; stem: string; number: number } | undefined {
  const [, ofImage, digits, letters] = EWF.exec(name) ?? [];
  // Letters follow when the digits are used up. Otherwise they are any extension.
  if (ofImage !== undefined && images[digits === undefined ? 'long' : 'all'].has(ofImage.toLowerCase()))
    return { scheme: 'ewf', kind: 'ewf', stem: ofImage, number: digits === undefined ? segmentNumber(letters!) : Number(digits) - 1 };
  const zip = ZIP.exec(name);
  if (zip) return { scheme: 'zip', kind: 'zip', stem: zip[1]!, number: 0 };
  const disk = ZIP_DISK.exec(name);
  if (disk && zips.has(disk[1]!.toLowerCase())) return { scheme: 'zip', kind: 'zip', stem: disk[1]!, number: Number(disk[2]) };
  const part = NEW_RAR.exec(name);
  if (part) return { scheme: 'part', kind: 'rar', stem: part[1]!, number: Number(part[2]) - 1 };
  const first = FIRST_RAR.exec(name);
  if (first) return { scheme: 'old', kind: 'rar', stem: first[1]!, number: 0 };
  const old = OLD_RAR.exec(name);
  if (old)
    return { scheme: 'old', kind: 'rar', stem: old[1]!, number: 1 + (old[2]!.toLowerCase().charCodeAt(0) - 114) * 100 + Number(old[3]) };
  const numbered = NUMBERED.exec(name);
  if (numbered)
    return {
      scheme: 'numbered',
      kind: ZIP.test(numbered[1]!) ? 'zip' : 'rar',
      stem: numbered[1]!,
      number: Number(numbered[2]) - 1,
    };
  return undefined;
}

/** Place of a segment with letters: they count on after the 99 with digits. */
function segmentNumber(letters: string): number {
  const [first, second, third] = Array.from(letters.toLowerCase(), (each) => each.charCodeAt(0) - 97) as [number, number, number];
  return 99 + 676 * (first - 4) + 26 * second + third;
}
