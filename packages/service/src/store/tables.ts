import type { AccountTables } from './account-rows.ts';
import type { DecisionTables } from './decision-rows.ts';
import type { EventTables } from './event-rows.ts';
import type { Generated } from './generated.ts';
import type { KeptTables } from './kept-rows.ts';
import type { LifeTables } from './life-rows.ts';
import type { RequestTables } from './request-rows.ts';
import type { SearchTables } from './search-rows.ts';
import type { WebhookTables } from './webhook-rows.ts';

/**
 * Every table of the service, by name. Each part of the service describes its own tables. Every row has an `id`, a UUIDv7, and rows of an
 * organisation have its `organisation_id`. Times are ISO 8601, UTC.
 */
export interface ServiceTables
  extends AccountTables,
    DecisionTables,
    EventTables,
    KeptTables,
    LifeTables,
    RequestTables,
    SearchTables,
    WebhookTables {
  service_schema: SchemaTable;
  organisation: OrganisationTable;
  upload: UploadTable;
  verdict: VerdictTable;
  job: JobTable;
  tally: TallyTable;
}

/** One row an area, see `migrations.ts`. */
export interface SchemaTable {
  area: string;
  /** How many migrations of the area have run. */
  version: number;
}

/** A party with titles, uploads and verdicts of its own. */
export interface OrganisationTable {
  id: string;
  name: string;
  created_at: string;
  /** 1 for the one that owns the library in the service's own folder; null for all others. It is set once. */
  is_owner: number | null;
  /** When it was removed; null while it is there. Its audit log stays. */
  removed_at: string | null;
}

/** A file or fingerprint that somebody sent in. */
export interface UploadTable {
  id: string;
  organisation_id: string;
  /** Its name, as the sender gave it. */
  name: string;
  /** `film`: media to decode; `fingerprint`: a `.sdfp` file. */
  kind: string;
  bytes: number;
  /** SHA-256 of its content, which names the kept file. */
  sha256: string;
  /** `waiting`, `working`, `done`, `failed` or `cancelled`. */
  state: string;
  /** Share of the work that is done, 0 to 1. */
  progress: number;
  /** Code and message of the error that ended it. */
  error_code: string | null;
  error_message: string | null;
  /** When and where it was seen, by the sender's word. */
  seen_at: string | null;
  territory: string | null;
  /** The address and the server that it was seen at, as text. */
  link: string | null;
  host: string | null;
  created_at: string;
  finished_at: string | null;
  /** The kind of its current verdict. */
  verdict: string | null;
  /** What decides how long its media is kept: see `MEDIA_CLASSES`; null once its removal is settled. */
  media: string | null;
  /** What its sender calls the uploads that it was sent with. */
  batch: string | null;
  /** Id of the title of its best match, the score of that match, and the likeliest source of the copy. */
  shown_title: string | null;
  shown_score: number | null;
  shown_source: string | null;
  /** What people decided about its current verdict; null as long as they have not. */
  decided: string | null;
}

/** What was found in an upload. A verdict is superseded by a later one, never changed. */
export interface VerdictTable {
  id: string;
  organisation_id: string;
  upload_id: string;
  /** One of `VERDICT_KINDS`. */
  kind: string;
  /** JSON of the scan's record. */
  outcome: string;
  /** The library's revision that it was found at. */
  library_revision: number;
  created_at: string;
  /** The verdict that took its place; null for the current one. */
  superseded_by: string | null;
}

/** A piece of work. It may run twice and takes effect once. */
export interface JobTable {
  id: string;
  organisation_id: string;
  /** Which handler does it, see `work/handlers.ts`. */
  kind: string;
  /** What it is about: equal work has an equal key, and a key is queued once. */
  key: string;
  /** JSON. */
  payload: string;
  /** SHA-256 of the content that it needs, beside those of uploads; null once its removal is settled. */
  content: string | null;
  /** Which workers take it: those of its handler's lane. */
  lane: string;
  /** Lower numbers come first. */
  priority: number;
  /** `waiting`, `running`, `done`, `dead` or `cancelled`. */
  state: string;
  /** Attempts that were begun, less those that a stopping worker gave back. */
  attempts: number;
  /** Attempts that ended with their worker: it was killed, or not heard of for too long. */
  losses: number;
  /** Times that it was taken; it only grows. Who holds it knows the number, and one with an older number holds it no more. */
  takes: number;
  /** Not before this time. */
  run_at: string;
  /** The order of waiting jobs: when it was added, and later by its priority. */
  due_at: string;
  /** When the queue was last told of it; null if it has to be told. */
  delivered_at: string | null;
  /** Until when a worker holds it; another may take it afterwards. */
  held_until: string | null;
  /** Why the last attempt failed. */
  error: string | null;
  created_at: string;
  finished_at: string | null;
}

/** A change of how many there are of something. Triggers add one with each change, and they are summed up from time to time. */
export interface TallyTable {
  id: Generated<number>;
  /** `job`, by state and kind; `upload`, by the kind of its verdict; `bytes` of kept media and `uploads`, by organisation as their kind. */
  what: string;
  state: string;
  kind: string;
  change: number;
}
