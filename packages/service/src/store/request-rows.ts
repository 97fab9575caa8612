/** Tables of what clients asked for. */
export interface RequestTables {
  idempotency_key: IdempotencyKeyTable;
}

/** A key that a client gave to a request, so that sending it again does nothing twice. */
export interface IdempotencyKeyTable {
  id: string;
  organisation_id: string;
  key: string;
  /** SHA-256 of method, path, parameters and body. */
  request_sha256: string;
  /** What the request made. */
  resource_id: string;
  created_at: string;
}
