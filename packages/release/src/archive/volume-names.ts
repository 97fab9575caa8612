/** The volumes of one archive, by the names of their files. */
export interface VolumeSet {
  /** What they have in common: `film` of `film.rar` and `film.r00`. */
  readonly stem: string;
  /** What they hold. */
  readonly kind: 'rar' | 'zip';
  /** The names, in order; undefined for one that is missing between others. */
  readonly volumes: readonly (string | undefined)[];
}

const NEW_RAR = /^(.+)\.part([0-9]{1,5})\.rar$/iu;
const OLD_RAR = /^(.+)\.([r-z])([0-9]{2})$/iu;
const FIRST_RAR = /^(.+)\.rar$/iu;
const NUMBERED = /^(.+)\.([0-9]{3})$/u;

/** Most volumes of one set: more than any release has, so that one file named `.part99999.rar` asks for no list of that length. */
const MOST_VOLUMES = 10_000;

/**
 * Sorts the names in a folder into archives: `.part01.rar` …, `.rar` and `.r00` … `.r99`, `.s00` …, `.001` …, and `.zip`. Which volumes are
 * missing between others is told by their numbers; a set without its first one is a set all the same.
 */
export function volumeSets(names: readonly string[]): VolumeSet[] {
  const sets = new Map<string, { stem: string; kind: VolumeSet['kind']; volumes: Map<number, string> }>();
  for (const name of [...names].sort()) {
    const place = placeOf(name);
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

function placeOf(name: string): { scheme: string; kind: VolumeSet['kind']; stem: string; number: number } | undefined {
  if (/\.zip$/iu.test(name)) return { scheme: 'zip', kind: 'zip', stem: name.slice(0, -4), number: 0 };
  const part = NEW_RAR.exec(name);
  if (part) return { scheme: 'part', kind: 'rar', stem: part[1]!, number: Number(part[2]) - 1 };
  const first = FIRST_RAR.exec(name);
  if (first) return { scheme: 'old', kind: 'rar', stem: first[1]!, number: 0 };
  const old = OLD_RAR.exec(name);
  if (old)
    return { scheme: 'old', kind: 'rar', stem: old[1]!, number: 1 + (old[2]!.toLowerCase().charCodeAt(0) - 114) * 100 + Number(old[3]) };
  const numbered = NUMBERED.exec(name);
  if (numbered) return { scheme: 'numbered', kind: 'rar', stem: numbered[1]!, number: Number(numbered[2]) - 1 };
  return undefined;
}
