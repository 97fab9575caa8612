import type { BlobStore } from './blobs/blob-store.ts';
import type { Catalogue } from './catalogue/catalogue.ts';

/** Where a library's rows and bytes are kept. */
export interface Stores {
  /** Real path of the library's folder. What can be derived again lies in it too: the search index and temporary files. */
  readonly home: string;
  /** Its rows. */
  readonly catalogue: Catalogue;
  /** Its bytes. */
  readonly blobs: BlobStore;
}
