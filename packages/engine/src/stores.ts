import type { BlobStore } from './blobs/blob-store.ts';
import type { Catalogue } from './catalogue/catalogue.ts';

/** Where a library's rows and bytes are stored. */
export interface Stores {
  /** Real path of the library's folder. It also holds derived data: the search index and temporary files. */
  readonly home: string;
  /** Its rows. */
  readonly catalogue: Catalogue;
  /** Its bytes. */
  readonly blobs: BlobStore;
}
