/** Tables of what keeps rows, and of what an organisation may keep. */
export interface LifeTables {
  legal_hold: LegalHoldTable;
  organisation_limit: OrganisationLimitTable;
  audit_pending: AuditPendingTable;
}

/** A reason why something must not be removed. */
export interface LegalHoldTable {
  id: string;
  organisation_id: string;
  /** `organisation`, `title`, `reference`, `upload` or `account`. */
  kind: string;
  /** The id of what is held. */
  target_id: string;
  reason: string;
  /** Who set it. */
  created_by: string;
  created_at: string;
}

/** How long and how much an organisation keeps, where it is not as the service's setting says. */
export interface OrganisationLimitTable {
  organisation_id: string;
  /** `never`, `matched` or `all`. */
  media: string | null;
  media_days: number | null;
  fingerprint_days: number | null;
  /** Most bytes of media that are kept at once. */
  most_bytes: number | null;
  /** Most uploads that are kept at once, with or without their media. */
  most_uploads: number | null;
  /** JSON of networks that its webhooks may be in although they are private. */
  webhook_networks: string | null;
}

/** An entry that has no place in the audit log yet. */
export interface AuditPendingTable {
  id: string;
  organisation_id: string;
  /** JSON of its facts. */
  entry: string;
}
