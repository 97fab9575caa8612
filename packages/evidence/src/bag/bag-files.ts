import { checkMap } from '@streetdate/core/internal';
/** The files of a bag, wherever they are. */
export interface BagFiles {
  /** Paths inside the bag, with slashes, in any order. */
  readonly paths: readonly string[];
  /** Reads one of them whole. */
  read(path: string): Promise<Uint8Array>;
}

/** The files of a bag in memory, by path. */
export function bagInMemory(files: ReadonlyMap<string, Uint8Array>): BagFiles {
  checkMap('files', files);
  return {
    paths: [...files.keys()],
    read: async (path) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new RangeError(`path must be one of the bag, got ${JSON.stringify(path)}`);
      return bytes;
    },
  };
}
