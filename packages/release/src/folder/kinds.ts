/** Extensions of films, as they lie in releases. */
const FILM = /\.(?:3gp|asf|avi|divx|evo|f4v|flv|m2ts|m2v|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogm|ogv|rmvb?|ts|vob|webm|wmv)$/iu;
const SUBTITLE = /\.(?:ass|idx|smi|srt|ssa|sub|sup|vtt)$/iu;

/** Whether a name is that of a film. */
export function isFilm(name: string): boolean {
  return FILM.test(name);
}

/** Whether a name is that of a file of subtitles. */
export function isSubtitle(name: string): boolean {
  return SUBTITLE.test(name);
}

/** What a folder inside a release holds. */
export type PartFolder = { readonly role: 'main' | 'sample' | 'proof' | 'extra' | 'subtitles'; readonly disc: number | undefined };

const PARTS: readonly (readonly [pattern: RegExp, role: PartFolder['role']])[] = [
  [/^samples?$/iu, 'sample'],
  [/^(?:proofs?|covers?|screens?|screenshots?|artwork|images?)$/iu, 'proof'],
  [/^(?:subs?|subtitles?|vobsubs?|subpack)$/iu, 'subtitles'],
  [/^(?:extras?|bonus|featurettes?|trailers?)$/iu, 'extra'],
];

/** Tells a folder that is a part of a release by its name: `CD1`, `Sample`, `Proof`, `Subs`; undefined for any other. */
export function partFolder(name: string): PartFolder | undefined {
  const disc = /^(?:cd|dis[ck]|dvd|part)[ ._-]?([0-9]{1,2})$/iu.exec(name);
  if (disc) return { role: 'main', disc: Number(disc[1]) };
  const role = PARTS.find(([pattern]) => pattern.test(name))?.[1];
  return role && { role, disc: undefined };
}

/** What a film's own name says that it is for. */
export function roleOfName(name: string): 'sample' | 'proof' | 'extra' | undefined {
  const word = /(?:^|[^\p{L}\p{N}])(sample|proof|trailer|extras?|bonus)(?![\p{L}\p{N}])/iu.exec(name)?.[1]?.toLowerCase();
  return word === undefined ? undefined : word === 'sample' || word === 'proof' ? word : 'extra';
}
