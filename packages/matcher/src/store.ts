/** The part of the matcher that needs a file system: an index for whole catalogues, kept in a folder. Node only. */

export { StoredIndex, type StoredIndexOptions } from './store/stored-index.ts';
