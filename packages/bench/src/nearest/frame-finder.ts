/** Frames as their hashes: packed, 8 words of 32 bits each, one frame after the other. */
export interface Frames {
  /** The hashes. */
  readonly codes: Uint32Array;
  /** Frames of each film; all films are equally long. */
  readonly framesAFilm: number;
}

/** Finds the reference frames nearest to a query's frames. */
export interface FrameFinder {
  /** What it is. */
  readonly name: string;
  /** Bytes for all frames, including hashes. */
  readonly bytes: number;
  /** Where they lie: `memory`, or a file on `disk` that is read into memory. */
  readonly bytesIn: 'memory' | 'disk';
  /** Search breadths to try, smallest first: the HNSW graph's `ef`. A single arbitrary number for finders without that choice. */
  readonly breadths: readonly number[];
  /** @returns For each hash of the query frames found, by index. */
  find(query: Uint32Array, breadth: number): Promise<readonly ArrayLike<number>[]>;
  /** Frees what it holds. */
  close(): Promise<void>;
}

/** Why something cannot be measured here. */
export interface Absent {
  readonly name: string;
  /** In words, such as `it is not installed`. */
  readonly reason: string;
}

/** Nearest frames requested of a graph for each frame of a query. */
export const NEAREST = 10;
/** Neighbours of each frame in a graph, and how widely one is built: pgvector's defaults are 16 and 64, usearch's 16 and 128. */
export const GRAPH = { neighbours: 16, buildBreadth: 64 } as const;
/** Search breadths of graphs. */
export const BREADTHS: readonly number[] = [16, 32, 64, 128, 256, 512];
