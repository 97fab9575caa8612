import type { Cache } from '../cache.ts';
import type { Prediction } from '../metrics/prediction.ts';

/** A query or a reference, as a peer is given it. */
export interface PeerFilm {
  /** The query's or reference's id. */
  readonly id: string;
  /** The file, relative to the cache folder. */
  readonly path: string;
}

/** What a peer has to do: the very queries and references that Streetdate gets. */
export interface PeerTask {
  readonly queries: readonly PeerFilm[];
  readonly references: readonly PeerFilm[];
  /** Holds the files, and keeps what peers make of them. */
  readonly cache: Cache;
  /** Called with each line of progress. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** All predictions of a peer with one setting. */
export interface PeerAnswer {
  /** The setting, for the reader. */
  readonly setting: string;
  /** At most one for each query and reference; never strong, since a peer has no threshold of its own on this scale. */
  readonly predictions: readonly Prediction[];
}

/** Another way to find copies, built from packages of npm and Debian. */
export interface Peer {
  /** Its name in tables. */
  readonly name: string;
  /** What it describes films by, and how it compares them. */
  readonly about: string;
  /** Whether it contains one of our ideas. Then it explains a lead and is not a peer by itself. @defaultValue false */
  readonly isOurs?: boolean;
  /** Why it cannot run here, in words; undefined when it can. */
  readonly findObstacle: () => Promise<string | undefined>;
  /** Answers the task once for each setting that is worth trying. */
  readonly answer: (task: PeerTask) => Promise<PeerAnswer[]>;
}
