/**
 * One film of the benchmark: an interval of a clip, stored as a small constant-rate master in the cache. References are enrolled from
 * the master, and copies are made from it, so that the truth is exact to the frame.
 */
export interface Film {
  /** Its id, and its reference id when it is enrolled: the clip's name and the part's number. */
  readonly id: string;
  /** The master, relative to the cache folder. */
  readonly path: string;
  /** The clip that it was cut from: films of one production are hard negatives of each other. */
  readonly production: string;
  /** Length in seconds. */
  readonly duration: number;
  /** Width in square pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Frames a second. */
  readonly frameRate: number;
  /** Whether it has audible sound. */
  readonly hasSound: boolean;
}

/** What a film is used for in one set. No film has two roles. */
export type FilmRole =
  /** Enrolled, and copies are made of it. */
  | 'copied'
  /** Enrolled, never copied: every match is false. */
  | 'bystander'
  /** Not enrolled: negatives, and what copies are mixed with. */
  | 'unenrolled';

/** The films that an attack or a negative draws from. */
export interface Stock {
  /** The film to copy. */
  readonly film: Film;
  /** All films that are copied, {@link Stock.film} among them. */
  readonly copied: readonly Film[];
  /** Films that are not in the library. */
  readonly unenrolled: readonly Film[];
}
