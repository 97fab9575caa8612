/** Keeps a reference index in a folder. Node only. */

export { type IndexFacts, readIndexFacts } from './store/index-facts.ts';
export { segmentBytes } from './store/segment-bytes.ts';
export { type SegmentFile, SegmentFilesIndex } from './store/segment-files-index.ts';
export { StoredIndex, type StoredIndexOptions } from './store/stored-index.ts';
export { StoredIndexReader, type StoredIndexReaderOptions } from './store/stored-index-reader.ts';
export { lockWriter, type WriterLockOptions } from './store/writer-lock.ts';
