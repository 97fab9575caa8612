import type { Tag } from './tag.ts';

/** What a release calls itself. Every field is a claim of those who named it; what is not said is absent or empty. */
export interface ReleaseName {
  /** The name as it was given. */
  readonly name: string;
  /** Title of the film or series, its words parted by blanks; undefined where the name has none. */
  readonly title: string | undefined;
  /** What follows the title behind a hyphen: the title of a part, or the title in another language; undefined where nothing does. */
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
  /** What the copy is said to be made from, in one spelling: `DVDSCR`, `BDRip`, `COMPLETE.BLURAY`, `WEB-DL`. See {@link sourceFamily}. */
  readonly source: string | undefined;
  /** Rows and scan: `1080p`, `576i`. */
  readonly resolution: string | undefined;
  /** Codec of the picture: `H.264`, `H.265`, `Xvid`. */
  readonly videoCodec: string | undefined;
  /** `AC-3`, `DTS-HD`, … in the order of the name. */
  readonly audioCodecs: readonly string[];
  /** Channels of the sound: `5.1`, `2.0`. */
  readonly audioChannels: string | undefined;
  /** How far light and colour reach: `HDR10`, `Dolby Vision`. */
  readonly dynamicRange: readonly string[];
  /** Languages spoken, BCP 47; `mul` for several that are not named. */
  readonly languages: readonly string[];
  /** Languages of subtitles, BCP 47; `und` where it is not said which. */
  readonly subtitles: readonly string[];
  /** Editions and cuts: `Director's Cut`, `Extended Cut`. */
  readonly editions: readonly string[];
  /** Remarks on the release: `PROPER`, `REPACK`, `INTERNAL`, `READNFO`, `NUKED`, `LIMITED`, `REMUX`, … */
  readonly flags: readonly string[];
  /** Service that a web copy comes from. */
  readonly service: string | undefined;
  /** Country of a remake, as in `The Office (US)`, ISO 3166-1. */
  readonly country: string | undefined;
  /** Number of the disc or part, as in `CD2`. */
  readonly disc: number | undefined;
  /** Who released it; hyphens and dots are kept. */
  readonly group: string | undefined;
  /** Extension of a media, subtitle or index file, in lower case. */
  readonly container: string | undefined;
  /** Every part that was understood, with its place in {@link segment}. */
  readonly tags: readonly Tag[];
  /** The part of a path that the tags count in, without its extension. */
  readonly segment: string;
}
