import type { BlobStore } from './blobs/blob-store.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { ReferenceSearch } from './reference-search.ts';

/** Where a library's rows and bytes are stored. */
export interface Stores {
  /** Folder for derived data: the search index and temporary files. Of a library in a folder it is that folder. */
  readonly home: string;
  /** Its rows. */
  readonly catalogue: Catalogue;
  /** Its bytes. */
  readonly blobs: BlobStore;
  /** Searches its references. @defaultValue this process, in an index of its own */
  readonly search?: ReferenceSearch | undefined;
}
