/** Tables of what is kept of uploads, to search them again. */
export interface KeptTables {
  kept_sketch: KeptSketchTable;
  searched_reference: SearchedReferenceTable;
}

/** The sketch of the fingerprint of an upload: see `sketchOf` of the matcher. */
export interface KeptSketchTable {
  /** The upload's id. */
  upload_id: string;
  organisation_id: string;
  /** The revision of the library that the upload was last searched in. */
  library_revision: number;
  created_at: string;
  bytes: Uint8Array;
}

/** A reference that the kept sketches of its organisation have been searched for. */
export interface SearchedReferenceTable {
  organisation_id: string;
  /** Its fingerprint and its id. */
  reference_key: string;
}
