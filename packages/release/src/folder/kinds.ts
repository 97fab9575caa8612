/** File extensions of films in releases. */
const FILM = /\.(?:3gp|asf|avi|divx|evo|f4v|flv|m2ts|m2v|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogm|ogv|rmvb?|ts|vob|webm|wmv)$/iu;
const SUBTITLE = /\.(?:ass|idx|smi|srt|ssa|sub|sup|vtt)$/iu;

/** Whether a file name is that of a film. */
export function isFilm(name: string): boolean {
  return FILM.test(name);
}

/** Whether a file name is that of subtitles. */
export function isSubtitle(name: string): boolean {
  return SUBTITLE.test(name);
}

/** Whether a file name is that of an archive of any kind. */
export function isArchive(name: string): boolean {
  return /\.(?:rar|r[0-9]{2}|zipx?|7z|tar|tgz|tbz2?|txz|gz|bz2|xz|ace|arj|lzh|cab)(?:\.[0-9]{3})?$/iu.test(name);
}

/** Whether a file name is that of an unsupported archive, neither RAR nor ZIP. For a set in volumes only the first counts. */
export function isOtherArchive(name: string): boolean {
  return isArchive(name) && !/\.(?:rar|r[0-9]{2}|zip)(?:\.[0-9]{3})?$|\.(?!001)[0-9]{3}$/iu.test(name);
}

/** The role of a folder inside a release. */
export type PartFolder = { readonly role: 'main' | 'sample' | 'proof' | 'extra' | 'subtitles'; readonly disc: number | undefined };

const PARTS: readonly (readonly [pattern: RegExp, role: PartFolder['role']])[] = [
  [/^samples?$/iu, 'sample'],
  [/^(?:proofs?|covers?|screens?|screenshots?|artwork|images?)$/iu, 'proof'],
  [/^(?:subs?|subtitles?|vobsubs?|subpack)$/iu, 'subtitles'],
  [/^(?:extras?|bonus|featurettes?|trailers?)$/iu, 'extra'],
];

/** Recognises a folder that is part of a release by its name: `CD1`, `Sample`, `Proof`, `Subs`; undefined for any other. */
export function partFolder(name: string): PartFolder | undefined {
  const disc = /^(?:cd|dis[ck]|dvd|part)[ ._-]?([0-9]{1,2})$/iu.exec(name);
  if (disc) return { role: 'main', disc: Number(disc[1]) };
  const role = PARTS.find(([pattern]) => pattern.test(name))?.[1];
  return role && { role, disc: undefined };
}

/** Disc number in a film's own name: 2 of `grp-film.cd2.avi`; undefined if there is none. */
export function discOfName(name: string): number | undefined {
  const digits = /(?:^|[^\p{L}\p{N}])(?:cd|dis[ck])[ ._-]?([0-9]{1,2})(?![\p{L}\p{N}])/iu.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The role stated in a film's own name. */
export function roleOfName(name: string): 'sample' | 'proof' | 'extra' | undefined {
  const word = /(?:^|[^\p{L}\p{N}])(sample|proof|trailer|extras?|bonus)(?![\p{L}\p{N}])/iu.exec(name)?.[1]?.toLowerCase();
  return word === undefined ? undefined : word === 'sample' || word === 'proof' ? word : 'extra';
}
