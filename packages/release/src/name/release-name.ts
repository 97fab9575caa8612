import type { Tag } from './tag.ts';

/** What a release name claims about the release. Absent claims are undefined or empty. */
export interface ReleaseName {
  /** The name as it was given. */
  readonly name: string;
  /** Title of the film or series, words separated by blanks. Undefined if the name has none. */
  readonly title: string | undefined;
  /** Text after the title and a hyphen: the title of a part, or the title in another language. Undefined if there is none. */
  readonly subtitle: string | undefined;
  /** Year of the work. */
  readonly year: number | undefined;
  /** Seasons, ascending; empty for a film. */
  readonly seasons: readonly number[];
  /** Episodes, ascending; empty for a film or a whole season. */
  readonly episodes: readonly number[];
  /** Title of the episode. */
  readonly episodeTitle: string | undefined;
  /** Day of broadcast, `YYYY-MM-DD`. */
  readonly date: string | undefined;
  /** The claimed source of the copy, in one spelling: `DVDSCR`, `BDRip`, `COMPLETE.BLURAY`, `WEB-DL`. See {@link sourceFamily}. */
  readonly source: string | undefined;
  /** Rows and scan: `1080p`, `576i`. */
  readonly resolution: string | undefined;
  /** Codec of the picture: `H.264`, `H.265`, `Xvid`. */
  readonly videoCodec: string | undefined;
  /** `AC-3`, `DTS-HD`, … in the order of the name. */
  readonly audioCodecs: readonly string[];
  /** Channels of the sound: `5.1`, `2.0`. */
  readonly audioChannels: string | undefined;
  /** Dynamic range: `HDR10`, `Dolby Vision`. */
  readonly dynamicRange: readonly string[];
  /** Spoken languages, BCP 47; `mul` for several unnamed ones. */
  readonly languages: readonly string[];
  /** Subtitle languages, BCP 47; `und` for an unnamed one. */
  readonly subtitles: readonly string[];
  /** Editions and cuts: `Director's Cut`, `Extended Cut`. */
  readonly editions: readonly string[];
  /** Remarks on the release: `PROPER`, `REPACK`, `INTERNAL`, `READNFO`, `NUKED`, `LIMITED`, `REMUX`, … */
  readonly flags: readonly string[];
  /** The service that a web copy comes from. */
  readonly service: string | undefined;
  /** Country of a remake, as in `The Office (US)`, ISO 3166-1. */
  readonly country: string | undefined;
  /** Number of the disc or part, as in `CD2`. */
  readonly disc: number | undefined;
  /** The release group, with its hyphens and dots. */
  readonly group: string | undefined;
  /** Extension of a media, subtitle or index file, in lower case. */
  readonly container: string | undefined;
  /** Every part of the name that was understood, with its position in {@link segment}. */
  readonly tags: readonly Tag[];
  /** The part of the path that tag positions refer to, without its extension. */
  readonly segment: string;
}
