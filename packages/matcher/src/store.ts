/** Keeps a reference index in a folder: `@streetdate/index/store` under the name that it had before. Node only. */

export {
  type IndexFacts,
  lockWriter,
  readIndexFacts,
  type SegmentFile,
  SegmentFilesIndex,
  StoredIndex,
  type StoredIndexOptions,
  StoredIndexReader,
  type StoredIndexReaderOptions,
  segmentBytes,
  type WriterLockOptions,
} from '@streetdate/index/store';
