/** The picture of a title. What the disc does not say is undefined. */
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
  /** Whether fields or whole frames are coded, where the disc says so. */
  readonly scan?: 'interlaced' | 'progressive';
  /** Shape in which the picture is shown. */
  readonly aspect?: '4:3' | '16:9';
  /** `SDR`, `HDR10`, `Dolby Vision` or `HLG`, where the disc says so. */
  readonly dynamicRange?: string;
}

/** A sound stream of a title. */
export interface AudioTraits {
  /** The codec: `ac3`, `eac3`, `dts`, `dts-hd`, `dts-hd-ma`, `truehd`, `lpcm`, `mp2`, `sdds`. */
  readonly codec: string;
  /** Number of channels, where the disc says so. */
  readonly channels?: number;
  /** Samples a second. */
  readonly sampleRate?: number;
  /** ISO 639 code as recorded: two letters on a DVD, three on a Blu-ray. */
  readonly language?: string;
  /** What it is for, where it is not the film's own sound: `commentary`, `visually impaired`. */
  readonly purpose?: string;
}

/** A subtitle stream of a title. */
export interface SubtitleTraits {
  /** The codec: `vobsub`, `pgs`, `text`. */
  readonly codec: string;
  /** ISO 639 code as recorded. */
  readonly language?: string;
  /** What it is for, where it is not the plain one: `captions`, `forced`, `commentary`. */
  readonly purpose?: string;
}

/** A piece of a clip on a title's timeline. */
export interface TimelinePart {
  /** The clip's id. */
  readonly clip: string;
  /** Where it starts in the clip, seconds from the clip's first picture. */
  readonly start: number;
  /** Where it ends in the clip, seconds, exclusive. */
  readonly end: number;
  /** Whether the disc says that it follows on the part before without a break. */
  readonly seamless: boolean;
}

/** A title of a DVD or a playlist of a Blu-ray: a timeline over clips. */
export interface DiscTitle {
  /** Its number on a DVD, from 1; the name of its file, such as `00800`, on a Blu-ray. */
  readonly id: string;
  /** Length in seconds, as the disc states it. */
  readonly duration: number;
  /** The clips in the order in which they are played, in the first angle. */
  readonly timeline: readonly TimelinePart[];
  /** The timelines of the second and further angles. */
  readonly otherAngles: readonly (readonly TimelinePart[])[];
  /** Where the chapters start, seconds. */
  readonly chapters: readonly number[];
  /** Picture streams, the main one first. */
  readonly video: readonly VideoTraits[];
  /** Sound streams, in the disc's order. */
  readonly audio: readonly AudioTraits[];
  /** Subtitle streams, in the disc's order. */
  readonly subtitles: readonly SubtitleTraits[];
  /**
   * Whether the disc goes there by itself when it is put in, without a choice by the viewer. Undefined where a program of the disc (BD-J)
   * decides it, which is not run, or the table that says it is missing.
   */
  readonly firstPlay: boolean | undefined;
  /**
   * Whether the disc's own table of titles, what its titles run, or what its programs may play leads there: a playlist that nothing leads to may
   * be a decoy. Undefined where there are programs that may play any.
   */
  readonly linked: boolean | undefined;
  /** Further paths that play beside the timeline, such as a second view or sound of its own: the kind as recorded, and their clips. */
  readonly subPaths?: readonly { readonly kind: number; readonly clips: readonly string[] }[];
  /** Parental levels at which it is shown, as recorded; undefined where it is always shown. */
  readonly parentalMask?: number;
}

/** Bytes of a clip, in order: a part of one file of the disc. */
export interface ClipPiece {
  /** Path of the file inside the disc. For a DVD it is the title set's first VOB file, and the others follow on it. */
  readonly file: string;
  /** Where the piece starts, in bytes. */
  readonly offset: number;
  /** Its length in bytes. */
  readonly length: number;
}

/** What is decoded as one: a VOB of a DVD, a clip of a Blu-ray. Its clock does not jump. */
export interface DiscClip {
  /** `VTS_01/3` for the third VOB of a DVD's first title set; `00800` for a Blu-ray's clip. */
  readonly id: string;
  /** Length in seconds; 0 where the disc does not say. */
  readonly duration: number;
  /** Where its own clock stands at its first picture and at its end, seconds; undefined where that is not known. */
  readonly clock?: { readonly start: number; readonly end: number };
  /** Its bytes, in order. */
  readonly pieces: readonly ClipPiece[];
  /** The VOB's number, by which foreign units that are interleaved with it are left out; undefined for a Blu-ray's clip. */
  readonly vobId?: number;
}

/** A number that names a disc, with whose it is. */
export interface DiscId {
  /** What it is called, such as `dvd-id`. */
  readonly name: string;
  /** The id itself, as its users write it. */
  readonly value: string;
  /** Who uses it, and what it is made of. */
  readonly source: string;
}

/** What a disc says of its protection. */
export interface Protection {
  /** Names of what is there: `CSS`, `AACS`, `AACS 2`, `BD+`, `copy-permission bits`. */
  readonly schemes: readonly string[];
  /** Where scrambled data was found; undefined where none was. */
  readonly scrambledAt: string | undefined;
}

/** A Java program of a Blu-ray (BD-J), by its object: it decides what is played when. It is not run. */
export interface DiscProgram {
  /** The name of its object: `00000` of `BDMV/BDJO/00000.bdjo`. */
  readonly id: string;
  /** What runs it: `first play`, `top menu`, `title 3`. */
  readonly runBy: readonly string[];
  /** The playlists that it may play; undefined where it may play any, or its object is not there or cannot be read. */
  readonly playlists: readonly string[] | undefined;
  /** The playlist that starts with it, before the program does anything; undefined where none does. */
  readonly autostart: string | undefined;
}

/** Everything that was read of a disc. */
export interface Disc {
  /** The folder or image, as it was named. */
  readonly path: string;
  /** What kind of disc it is. */
  readonly kind: 'dvd' | 'bluray' | 'uhd-bluray';
  /** Where it was read from: `folder`, `iso9660`, `udf 2.50`. */
  readonly source: string;
  /** Name of the volume; undefined where it has none. */
  readonly label: string | undefined;
  /** What the disc calls itself in its library metadata, by language. */
  readonly names: Readonly<Record<string, string>>;
  /** Who made the disc, by its own account: a DVD's provider id, a Blu-ray's provider data. */
  readonly provider: string | undefined;
  /** Regions that a DVD may be played in, 1 to 8; empty where the disc does not say. */
  readonly regions: readonly number[];
  /** Parental levels by country: the masks of levels 1 to 8, as recorded. */
  readonly parental: readonly { readonly country: string; readonly levels: readonly number[] }[];
  /** Programs that decide what is played; none on a DVD. */
  readonly programs: readonly DiscProgram[];
  /** Its titles or playlists. */
  readonly titles: readonly DiscTitle[];
  /** The clips that titles play, each once. */
  readonly clips: readonly DiscClip[];
  /** Numbers by which the disc goes. */
  readonly ids: readonly DiscId[];
  /** What protects it. */
  readonly protection: Protection;
  /** Files that could not be read, or only in part, one line for each fault. */
  readonly faults: readonly string[];
}
