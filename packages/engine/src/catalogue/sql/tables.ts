/** One row with the state of the catalogue. */
export interface LibraryTable {
  /** Always 1: the table has one row. */
  id: number;
  /** Version of the tables, see `migrations.ts`. */
  schema_version: number;
  /** Grows by one with each change of the references. Stored scans of an older revision are matched again. */
  revision: number;
}

/** A work, as its owner describes it. */
export interface TitleTable {
  id: string;
  name: string;
  year: number | null;
  eidr: string | null;
  isan: string | null;
  /** Which of its promos are enrolled: `none` were published, or `complete`; null if unknown. */
  promos: string | null;
}

/** One row for each title, territory and channel. A licence has its party in the channel: `licensed/Example Air`. */
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
  /** SHA-256 of the fingerprint's file, and its name. */
  fingerprint_sha256: string;
  /** JSON of the fingerprint's `damage`, if there is any. */
  damage: string | null;
  /** Real path of the media, and its state when it was read; null if it was imported. */
  media_path: string | null;
  /** Size and modification time, see `FileState.stamp`. */
  media_stamp: string | null;
  /** ISO 8601, UTC. */
  enrolled_at: string;
  /** JSON of `IsccUnits`; null if none is known. */
  iscc: string | null;
  /** SHA-256 of its C2PA manifest store, and its name; null if it has none. */
  manifest_sha256: string | null;
  /** JSON of a promo's form and publications; null for other kinds. */
  promo: string | null;
}

/** What of a promo lies where in a film of its title. One row for each pair that was compared. */
export interface PublishedFootageTable {
  promo_id: string;
  film_id: string;
  /** SHA-256 of the compared fingerprints, one after the other: others are compared again. */
  compared: string;
  /** JSON of `PublishedFootage`. */
  footage: string;
}

/** One scanned file in one state. A file that changes gets a new row, so earlier sightings stay on record. */
export interface ScanTable {
  /** Short digest of path and stamp. */
  id: string;
  /** Real path. */
  path: string;
  /** Size and modification time, see `FileState.stamp`. */
  stamp: string;
  /** The library's revision at the time of the search. */
  library_revision: number;
  /** Version of the program that found `matches`. A newer one may find more. */
  program_version: string;
  /** SHA-256 of the query fingerprint's file, and its name. */
  fingerprint_sha256: string;
  kind: string;
  /** Seconds, 0 for a still. */
  duration: number;
  /** JSON of a `Look`; null if every frame was decoded. */
  look: string | null;
  /** JSON of a `Damage`, or null. */
  damage: string | null;
  /** JSON of `Match[]`, best first, with the distance of each compared frame. */
  matches: string;
  /** JSON of the copy's provenance, a `SourceReading` by title id; null if no title has two renditions. */
  sources: string | null;
  /** ISO 8601, UTC: time of the search. */
  scanned_at: string;
  /** ISO 8601 with an offset: when the file was seen, by the earliest observation; null if unknown. */
  seen_at: string | null;
  seen_at_basis: string;
  territory: string | null;
  /** JSON of `IsccUnits`; null if none is known. */
  iscc: string | null;
}

/** One place and time where a scanned file was seen. Rows are only added. */
export interface SightingTable {
  /** Digest of all other columns but `recorded_at`, and without an `account` that is null: the same sighting is stored once. */
  id: string;
  scan_id: string;
  link: string | null;
  host: string | null;
  territory: string | null;
  /** ISO 8601, as it was reported. */
  seen_at: string | null;
  seen_at_basis: string;
  /** ISO 8601, UTC. */
  recorded_at: string;
  /** The account on the host, as it was stated. */
  account: string | null;
}

/** One place where copies are allowed. */
export interface AllowedSourceTable {
  /** Digest of all other columns but `reason` and `added_at`: the same source is stored once. */
  id: string;
  /** A host name in lower case, or `*.` and one. */
  host: string;
  /** Null if the whole host is allowed. */
  account: string | null;
  /** Null if every title is allowed. */
  title_id: string | null;
  /** ISO 8601, as it was given; null if it has always been allowed. */
  allowed_from: string | null;
  /** IANA zone of a local time. */
  from_time_zone: string | null;
  /** ISO 8601, as it was given: the first instant that is no longer allowed; null if there is none. */
  allowed_until: string | null;
  until_time_zone: string | null;
  /** 1 if every account of the host is allowed, or else 0. */
  whole_host: number;
  /** In the owner's words. */
  reason: string | null;
  /** ISO 8601, UTC. */
  added_at: string;
}

/** One file that its last scan did not look at. */
export interface UnscannedFileTable {
  /** Absolute path. */
  path: string;
  /** Code of the error, or `skipped`. */
  code: string;
  reason: string;
  /** ISO 8601, UTC. */
  noted_at: string;
}

/** One interval of a reference that proves nothing. */
export interface ExclusionTable {
  /** Digest of the reference and the interval. */
  id: string;
  reference_id: string;
  /** Seconds of the reference; the end is exclusive. */
  starts_at: number;
  ends_at: number;
  reason: string;
  /** ISO 8601, UTC. */
  added_at: string;
  /** The exclusion of another rendition that it was carried from; null if a person gave it. */
  carried_from: string | null;
}

/** One interval that references of two titles share. */
export interface ConflictTable {
  /** Digest of both references and intervals, as they were found. */
  id: string;
  reference_id: string;
  other_reference_id: string;
  /** Seconds of the reference; the end is exclusive. */
  starts_at: number;
  ends_at: number;
  /** Seconds of the other reference. */
  other_starts_at: number;
  other_ends_at: number;
  /** `undecided`, `shared`, `excluded` or `mine`. */
  decision: string;
  /** ISO 8601, UTC; null before. */
  decided_at: string | null;
  /** In the words of the one who decided; null before. */
  reason: string | null;
}

/** One counter-notice about a scan. */
export interface DisputeTable {
  /** Digest of scan, sender, ground and time. */
  id: string;
  scan_id: string;
  /** Path and fingerprint of the scan: a touched file gets a new scan, and stays disputed. */
  path: string;
  fingerprint_sha256: string;
  disputed_by: string;
  ground: string;
  /** The text of the notice, if it was given. */
  notice: string | null;
  /** ISO 8601, UTC. */
  received_at: string;
  deadline: string;
  recorded_at: string;
  /** `upheld`, `rejected` or `withdrawn`; null while it is open. */
  outcome: string | null;
  outcome_reason: string | null;
  /** ISO 8601, UTC. */
  ended_at: string | null;
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
  /** The variant or batch, if it is kept apart from others of its edition. */
  variant: string | null;
  territory: string | null;
  distributor: string | null;
  street_date: string | null;
  /** JSON of the disc's ids. */
  ids: string;
  /** ISO 8601, UTC. */
  enrolled_at: string;
}

/** The reference of each disc feature. Discs with equal pictures share it. */
export interface DiscFeatureTable {
  disc_id: string;
  /** The disc's title or playlist, with the number of a further angle: `1`, `00800`, `00800.angle2`. */
  feature: string;
  /** `film` or `extra`. */
  role: string;
  reference_id: string;
}

/** A decoded clip of a disc, enrolled or not. A stopped enrollment continues from here. */
export interface DiscClipTable {
  /** Real path and state of the disc. */
  path: string;
  stamp: string;
  /** The clip's id on the disc. */
  clip: string;
  /** SHA-256 of its fingerprint's file; null if it has none. */
  fingerprint_sha256: string | null;
  /** Why it has none. */
  reason: string | null;
}

/** One row an entry. Rows are only added. */
export interface LedgerEntryTable {
  /** From 0 on, without a gap. */
  position: number;
  /** Canonical JSON. */
  entry: string;
  /** SHA-256 of a zero byte and the entry, in hexadecimal. */
  leaf_hash: string;
}

/** One server of the case. */
export interface ServerTable {
  id: string;
  name: string;
  country: string;
  custodian: string | null;
  /** `folder`, `image` or `listing`. */
  source: string;
  /** Real path of the folder, image or listing. */
  path: string;
  /** ISO 8601: when it was seized, mirrored or listed. */
  seen_at: string | null;
  /** ISO 8601, UTC. */
  added_at: string;
  /** Format and digests of an image, JSON. */
  image: string | null;
}

/** One file of a server, or one film in an archive on it. */
export interface ServerFileTable {
  server_id: string;
  /** Below the server's folder. */
  path: string;
  bytes: number;
  /** The file's own time, milliseconds since 1970. */
  modified_ms: number | null;
  /** SHA-256 of the content; null before it was read. */
  digest: string | null;
  /** For a film in an archive: the state of its volumes. */
  packed_in: string | null;
  /** Why it could not be read. */
  problem: string | null;
}

/** One distinct content, on whatever servers. */
export interface ContentTable {
  /** SHA-256. */
  digest: string;
  bytes: number;
  /** `film`, `picture`, `fingerprint`, `archive` or `other`. */
  kind: string;
  /** JSON of what its encoder and muxer wrote about themselves, or null. */
  traces: string | null;
  /** Its scan, and the library's revision then; null before. */
  scan_id: string | null;
  scan_revision: number | null;
  /** Why it could not be scanned. */
  problem: string | null;
}

/** A place on a server that could not be read. */
export interface ServerProblemTable {
  server_id: string;
  path: string;
  reason: string;
}

/** An image among the files of a server. */
export interface ServerImageTable {
  server_id: string;
  /** As the path of a file in it begins. */
  path: string;
  /** JSON of its bytes and digests. */
  image: string;
}

/** An archive or an image among the files of a server that was read to its end. */
export interface ServerPackedTable {
  server_id: string;
  /** Path of its first volume. */
  path: string;
  /** Its state then: of its volumes, and how it was read. */
  state: string;
}

/** Every table of the catalogue, by name. */
export interface Tables {
  library: LibraryTable;
  title: TitleTable;
  release_window: ReleaseWindowTable;
  reference: ReferenceTable;
  published_footage: PublishedFootageTable;
  scan: ScanTable;
  sighting: SightingTable;
  allowed_source: AllowedSourceTable;
  unscanned_file: UnscannedFileTable;
  exclusion: ExclusionTable;
  conflict: ConflictTable;
  dispute: DisputeTable;
  disc: DiscTable;
  disc_feature: DiscFeatureTable;
  disc_clip: DiscClipTable;
  ledger_entry: LedgerEntryTable;
  server: ServerTable;
  server_file: ServerFileTable;
  content: ContentTable;
  server_problem: ServerProblemTable;
  server_image: ServerImageTable;
  server_packed: ServerPackedTable;
}
