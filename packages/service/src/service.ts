import type { LocalToken } from './accounts/local-token.ts';
import type { Libraries } from './organisations/libraries.ts';
import type { Dispatcher } from './queue/dispatcher.ts';
import type { SharedCounts } from './queue/shared-counts.ts';
import type { Roster } from './search/roster.ts';
import type { SearchTransport } from './search/transport.ts';
import type { ServiceDatabase } from './store/database.ts';
import type { Retention, WholeRetention } from './uploads/retention.ts';
import type { UploadFiles } from './uploads/upload-files.ts';
import type { PostOptions, WebhookSender } from './webhooks/post.ts';
import type { SecretSeal } from './webhooks/sealed-secrets.ts';

/** Everything that routes and jobs work with. */
export interface Service {
  /** Its rows. */
  readonly database: ServiceDatabase;
  /** The libraries of its organisations. */
  readonly libraries: Libraries;
  /** The bytes of uploads. */
  readonly files: UploadFiles;
  /** A folder for files of this process that are not complete. */
  readonly folder: string;
  /** Sends messages to webhooks. */
  readonly webhooks: WebhookSender;
  /** Encrypts the secrets of webhooks. */
  readonly secretSeal: SecretSeal;
  /** Brings jobs to workers. */
  readonly dispatcher: Dispatcher;
  /** How searchers are reached; undefined if each process searches by itself. */
  readonly searchers?: { readonly transport: SearchTransport; readonly roster: Roster } | undefined;
  /** Counts that all processes of the service share; undefined if there is one process. */
  readonly counts?: SharedCounts | undefined;
  /** How long uploads are kept. */
  readonly retention: WholeRetention;
  /** The organisation that is there from the start. */
  readonly firstOrganisationId: string;
  /** What proves that somebody sits at this machine. */
  readonly localToken: LocalToken;
  /** The current time. */
  readonly now: () => Date;
  /** Closes all of it. */
  close(): Promise<void>;
}

/** The servers of the server profile. */
export interface ServerProfile {
  /** PostgreSQL, for all rows: `postgres://user:password@host/database`. */
  readonly postgres: string;
  /** Valkey or Redis, which brings jobs to workers: `redis://host:6379`. */
  readonly valkey: string;
  /** S3-compatible storage, for uploads and fingerprints: `s3://bucket/prefix?endpoint=https://host`. */
  readonly s3: string;
  /** The access key of the storage and its secret. @defaultValue found as Amazon's tools do: environment, files, the machine's role */
  readonly s3Credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /**
   * Whether searches are spread over processes that run `runSearcher`, so that a library may be larger than the memory of one of them.
   * @defaultValue false: each worker searches the whole library
   */
  readonly searchers?: boolean | undefined;
}

/** What both profiles need to open the service. */
export interface Opening extends Pick<Service, 'now' | 'retention' | 'webhooks'> {
  /** Threads of each library; undefined for this thread. */
  readonly keptThreads: number | undefined;
  /** How many libraries stay open. */
  readonly openLibraries: number;
  /** The key of the secrets of webhooks. */
  readonly webhookKey: string | undefined;
}

/** Options for `openService`. */
export interface ServiceOptions {
  /** The current time. @defaultValue the system's clock, or PostgreSQL's, which all processes share */
  readonly now?: (() => Date) | undefined;
  /**
   * Threads for the films of each organisation, and as many for searches, so that this thread stays free for requests. 0 stands for this
   * thread. @defaultValue 0
   */
  readonly threads?: number | undefined;
  /**
   * How many libraries of organisations stay open, 1 or more. Each has its threads, and its index in memory. One that was closed is opened again by
   * the next request or job for it. @defaultValue 10
   */
  readonly openLibraries?: number | undefined;
  /** How long uploads are kept. */
  readonly retention?: Retention | undefined;
  /** How webhooks are called. @defaultValue public addresses by https only */
  readonly webhooks?: PostOptions | undefined;
  /**
   * A file with 32 bytes in base64, which everybody may not read. It encrypts the secrets that webhooks sign with. All processes of a service on servers
   * need the same one. @defaultValue `service/webhook-key` in the folder, made with the first start; on servers the secrets are stored as they are
   */
  readonly webhookKey?: string | undefined;
  /** Keeps everything on servers, so that any number of processes on any number of machines are one service. @defaultValue in the folder */
  readonly server?: ServerProfile | undefined;
}
