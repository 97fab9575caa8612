/** The picture of a title. Facts that the disc does not state are undefined. */
export interface VideoTraits {
  /** The codec: `mpeg1`, `mpeg2`, `h264`, `vc1`, `hevc`, `mvc`. */
  readonly codec: string;
  /** Coded width in pixels. */
  readonly width?: number;
  /** Coded height in pixels. */
  readonly height?: number;
  /** The television standard of a DVD. */
  readonly standard?: 'NTSC' | 'PAL';
  /** Frames a second. */
  readonly frameRate?: number;
  /** Whether fields or whole frames are coded, if stated. */
  readonly scan?: 'interlaced' | 'progressive';
  /** Display aspect ratio of the picture. */
  readonly aspect?: '4:3' | '16:9';
  /** `SDR`, `HDR10`, `Dolby Vision` or `HLG`, if stated. */
  readonly dynamicRange?: string;
}

/** A sound stream of a title. */
export interface AudioTraits {
  /** The codec: `ac3`, `eac3`, `dts`, `dts-hd`, `dts-hd-ma`, `truehd`, `lpcm`, `mp2`, `sdds`. */
  readonly codec: string;
  /** Number of channels, if stated. */
  readonly channels?: number;
  /** Samples a second. */
  readonly sampleRate?: number;
  /** ISO 639 code as recorded: two letters on a DVD, three on a Blu-ray. */
  readonly language?: string;
  /** Its purpose, unless it is the film's normal sound: `commentary`, `visually impaired`. */
  readonly purpose?: string;
}

/** A subtitle stream of a title. */
export interface SubtitleTraits {
  /** The codec: `vobsub`, `pgs`, `text`. */
  readonly codec: string;
  /** ISO 639 code as recorded. */
  readonly language?: string;
  /** Its purpose, unless it is a normal one: `captions`, `forced`, `commentary`. */
  readonly purpose?: string;
}

/** A part of a clip on a title's timeline. */
export interface TimelinePart {
  /** The clip's id. */
  readonly clip: string;
  /** Start in the clip, seconds from the clip's first picture. */
  readonly start: number;
  /** End in the clip, seconds, exclusive. */
  readonly end: number;
  /** Whether the disc states that it continues the part before without a break. */
  readonly seamless: boolean;
}

/** A title of a DVD or a playlist of a Blu-ray: a timeline over clips. */
export interface DiscTitle {
  /** Its number on a DVD, from 1; the name of its file on a Blu-ray, such as `00800`. */
  readonly id: string;
  /** Length in seconds, as stated by the disc. */
  readonly duration: number;
  /** The clips in playing order, first angle. */
  readonly timeline: readonly TimelinePart[];
  /** The timelines of the second and further angles. */
  readonly otherAngles: readonly (readonly TimelinePart[])[];
  /** Starts of the chapters, seconds. */
  readonly chapters: readonly number[];
  /** Picture streams, the main one first. */
  readonly video: readonly VideoTraits[];
  /** Sound streams, in the disc's order. */
  readonly audio: readonly AudioTraits[];
  /** Subtitle streams, in the disc's order. */
  readonly subtitles: readonly SubtitleTraits[];
  /**
   * Whether the disc plays it by itself after insertion, without a choice by the viewer. Undefined if a BD-J program decides it, because
   * programs are not run, or if the table is missing.
   */
  readonly firstPlay: boolean | undefined;
  /**
   * Whether the disc's title table, the objects that it runs, or a program's playlist table leads there. A playlist that nothing leads to
   * may be a decoy. Undefined if a program may play any playlist.
   */
  readonly linked: boolean | undefined;
  /** Sub-paths that play in parallel, such as a second picture or sound: the kind as recorded, and their clips. */
  readonly subPaths?: readonly { readonly kind: number; readonly clips: readonly string[] }[];
  /** Parental levels that show it, as recorded; undefined if it is always shown. */
  readonly parentalMask?: number;
}

/** A byte range of a clip in one file of the disc. */
export interface ClipPiece {
  /** Path of the file inside the disc. On a DVD it is the title set's first VOB file; the range may extend into the next ones. */
  readonly file: string;
  /** Start of the range, in bytes. */
  readonly offset: number;
  /** Its length in bytes. */
  readonly length: number;
}

/** The unit of decoding: a VOB of a DVD, a clip of a Blu-ray. Its clock is continuous. */
export interface DiscClip {
  /** `VTS_01/3` for the third VOB of a DVD's first title set; `00800` for a Blu-ray's clip. */
  readonly id: string;
  /** Length in seconds; 0 if the disc does not state it. */
  readonly duration: number;
  /** Its clock at its first picture and at its end, seconds; undefined if unknown. */
  readonly clock?: { readonly start: number; readonly end: number };
  /** Its byte ranges, in order. */
  readonly pieces: readonly ClipPiece[];
  /** The VOB's number, which tells interleaved units of other VOBs apart; undefined for a Blu-ray clip. */
  readonly vobId?: number;
}

/** An identifier of a disc, with its origin. */
export interface DiscId {
  /** Its name, such as `dvd-id`. */
  readonly name: string;
  /** The identifier as its users write it. */
  readonly value: string;
  /** Who uses it, and how it is computed. */
  readonly source: string;
}

/** A disc's copy protection. */
export interface Protection {
  /** Names of the protections found: `CSS`, `AACS`, `AACS 2`, `BD+`, `copy-permission bits`. */
  readonly schemes: readonly string[];
  /** Position of scrambled data; undefined if there is none. */
  readonly scrambledAt: string | undefined;
}

/** A Java program of a Blu-ray (BD-J), by its object. It decides the playing order. It is not run. */
export interface DiscProgram {
  /** The name of its object: `00000` of `BDMV/BDJO/00000.bdjo`. */
  readonly id: string;
  /** What starts it: `first play`, `top menu`, `title 3`. */
  readonly runBy: readonly string[];
  /** The playlists that it may play; undefined if it may play any, or its object is missing or unreadable. */
  readonly playlists: readonly string[] | undefined;
  /** The playlist that starts with it automatically; undefined if none does. */
  readonly autostart: string | undefined;
}

/** Everything that was read from a disc. */
export interface Disc {
  /** The folder or image, as the caller named it. */
  readonly path: string;
  /** The kind of disc. */
  readonly kind: 'dvd' | 'bluray' | 'uhd-bluray';
  /** Its file system: `folder`, `iso9660`, `udf 2.50`. */
  readonly source: string;
  /** Name of the volume; undefined if it has none. */
  readonly label: string | undefined;
  /** The disc's names in its library metadata, by language. */
  readonly names: Readonly<Record<string, string>>;
  /** Stated maker of the disc: a DVD's provider id, a Blu-ray's provider data. */
  readonly provider: string | undefined;
  /** Regions that a DVD may be played in, 1 to 8; empty if not stated. */
  readonly regions: readonly number[];
  /** Parental levels by country: the masks of levels 1 to 8, as recorded. */
  readonly parental: readonly { readonly country: string; readonly levels: readonly number[] }[];
  /** Java programs that decide the playing order; none on a DVD. */
  readonly programs: readonly DiscProgram[];
  /** Its titles or playlists. */
  readonly titles: readonly DiscTitle[];
  /** The clips of its titles, each once. */
  readonly clips: readonly DiscClip[];
  /** Identifiers of the disc. */
  readonly ids: readonly DiscId[];
  /** Its copy protection. */
  readonly protection: Protection;
  /** Files that could not be read, or only in part, one line a fault. */
  readonly faults: readonly string[];
}
