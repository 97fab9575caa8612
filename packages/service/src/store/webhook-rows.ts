/** Tables of those who are told of verdicts. */
export interface WebhookTables {
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
}

/** An address that is told of verdicts. */
export interface WebhookTable {
  id: string;
  organisation_id: string;
  url: string;
  /** `whsec_` and a key in base64; encrypted where the service has a key for that. */
  secret: string;
  /** JSON: secrets that it had before, each with the time until which it signs too, ISO 8601, UTC. */
  old_secrets: string;
  /** JSON: kinds of verdicts that it is told of. */
  kinds: string;
  /** 1 or 0. */
  active: number;
  created_at: string;
}

/** A message to one webhook, and what became of it. */
export interface WebhookDeliveryTable {
  id: string;
  organisation_id: string;
  webhook_id: string;
  /** What it tells of: a verdict's id, or the ping's. A webhook is told once of each. */
  event_id: string;
  /** The body, as it is sent. */
  payload: string;
  /** `waiting`, `delivered` or `failed`. */
  state: string;
  attempts: number;
  /** Status of the last answer. */
  status: number | null;
  /** Why the last attempt failed. */
  error: string | null;
  created_at: string;
  delivered_at: string | null;
}
