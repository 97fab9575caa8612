import type { Generated } from './generated.ts';

/** Tables of what happened. */
export interface EventTables {
  event: EventTable;
}

/** Something that happened to an upload. It is kept for some days, for clients that come back. */
export interface EventTable {
  /** Grows with each event. One that is committed later may have a lower one. */
  position: Generated<number>;
  organisation_id: string;
  /** JSON of an `UploadEvent`. */
  data: string;
  created_at: string;
}
