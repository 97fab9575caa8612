/** One row: what the catalogue is. */
export interface LibraryTable {
  /** Always 1: the table has one row. */
  id: number;
  /** Version of the tables, see `migrations.ts`. */
  schema_version: number;
  /** Grows by one whenever the set of references changes: a stored scan of an older revision has to be matched again. */
  revision: number;
}

/** A work as its owner knows it. */
export interface TitleTable {
  id: string;
  name: string;
  year: number | null;
  eidr: string | null;
  isan: string | null;
}

/** One row for each title, territory and channel. */
export interface ReleaseWindowTable {
  title_id: string;
  territory: string;
  channel: string;
  opens_at: string;
  time_zone: string | null;
}

/** One enrolled rendition of a title. */
export interface ReferenceTable {
  id: string;
  title_id: string;
  kind: string;
  edition: string | null;
  territory: string | null;
  /** Seconds, 0 for a still. */
  duration: number;
  /** SHA-256 of the fingerprint's file, which is also its name. */
  fingerprint_sha256: string;
  /** JSON of the fingerprint's `damage`, where there is any. */
  damage: string | null;
  /** Real path of the media, and its state when it was read; null where it came from another library. */
  media_path: string | null;
  /** Size and modification time, see `FileState.stamp`. */
  media_stamp: string | null;
  /** ISO 8601, UTC. */
  enrolled_at: string;
}

/** One scanned file in one state: a file that changes gets a row of its own, and what was seen before stays on record. */
export interface ScanTable {
  /** Short digest of path and stamp. */
  id: string;
  /** Real path. */
  path: string;
  /** Size and modification time, see `FileState.stamp`. */
  stamp: string;
  /** The library's revision that `matches` are of. */
  library_revision: number;
  /** Version of the program that found `matches`: a newer one may find more. */
  program_version: string;
  /** SHA-256 of the query fingerprint's file, which is also its name. */
  fingerprint_sha256: string;
  kind: string;
  /** Seconds, 0 for a still. */
  duration: number;
  /** JSON of a `Look`; null where every frame was decoded. */
  look: string | null;
  /** JSON of a `Damage`, or null. */
  damage: string | null;
  /** JSON of `Match[]`, best first, with the distance of every compared frame. */
  matches: string;
  /** JSON of what the copy says of its source, a `SourceReading` by title id; null where no title has two renditions. */
  sources: string | null;
  /** ISO 8601, UTC: when the matches were found. */
  scanned_at: string;
  /** ISO 8601 with an offset: when the file was seen, the earliest observation; null when nobody knows. */
  seen_at: string | null;
  seen_at_basis: string;
  territory: string | null;
}

/** One enrolled disc. */
export interface DiscTable {
  id: string;
  /** The title of its film. */
  title_id: string;
  /** `dvd`, `bluray` or `uhd-bluray`. */
  kind: string;
  /** Real path of the folder or image, and its state when it was read. */
  path: string;
  stamp: string;
  label: string | null;
  edition: string | null;
  /** The variant or batch that is kept apart from others of its edition. */
  variant: string | null;
  territory: string | null;
  distributor: string | null;
  street_date: string | null;
  /** JSON of the disc's ids. */
  ids: string;
  /** ISO 8601, UTC. */
  enrolled_at: string;
}

/** What of a disc is which reference: discs that show the very same share it. */
export interface DiscFeatureTable {
  disc_id: string;
  /** The disc's title or playlist, with its angle from the second on: `1`, `00800`, `00800.angle2`. */
  feature: string;
  /** `film` or `extra`. */
  role: string;
  reference_id: string;
}

/** A clip of a disc that was decoded, enrolled or not: an enrolment that was stopped goes on with it. */
export interface DiscClipTable {
  /** Real path and state of the disc. */
  path: string;
  stamp: string;
  /** The clip's id on the disc. */
  clip: string;
  /** SHA-256 of its fingerprint's file; null where it gave none. */
  fingerprint_sha256: string | null;
  /** Why it gave none. */
  reason: string | null;
}

/** Every table of the catalogue, by name. */
export interface Tables {
  library: LibraryTable;
  title: TitleTable;
  release_window: ReleaseWindowTable;
  reference: ReferenceTable;
  scan: ScanTable;
  disc: DiscTable;
  disc_feature: DiscFeatureTable;
  disc_clip: DiscClipTable;
}
