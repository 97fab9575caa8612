/** The tables of searches over many machines. */
export interface SearchTables {
  search_library: SearchLibraryTable;
  search_segment: SearchSegmentTable;
  search_reference: SearchReferenceTable;
  search_retired_segment: SearchRetiredSegmentTable;
  searcher: SearcherTable;
}

/** One row a library: which state its segments are in. */
export interface SearchLibraryTable {
  organisation_id: string;
  /** Grows with each change of the segments. */
  revision: number;
  /** The revision of the catalogue that they hold. */
  library_revision: number;
}

/** A segment of a library's index. It lies in the library's blobs and never changes. */
export interface SearchSegmentTable {
  id: string;
  organisation_id: string;
  /** The group that is searched together, from 0 on. */
  group_number: number;
  /** Names its blob. */
  sha256: string;
  bytes: number;
}

/** A segment that a merge has replaced. Searches that began before may still ask for it. */
export interface SearchRetiredSegmentTable {
  id: string;
  organisation_id: string;
  sha256: string;
  /** When it was replaced: ISO 8601, UTC. */
  retired_at: string;
}

/** Where a reference is indexed. */
export interface SearchReferenceTable {
  id: string;
  organisation_id: string;
  reference_id: string;
  fingerprint_sha256: string;
  segment_id: string;
  duration_ms: number;
  /** 1 if it is in the segment and no longer in the library. */
  removed: number;
}

/** A process that searches segments. */
export interface SearcherTable {
  id: string;
  /** Grows while it lives. Others see that it does, whatever their clocks show. */
  beats: number;
  /** JSON: the groups that it has in memory, and the bytes of its segments. For people. */
  held: string;
  created_at: string;
}
