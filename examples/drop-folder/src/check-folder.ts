import { openLibrary, type ScanOutcome } from '@streetdate/engine';
import type { ReleaseWindow } from '@streetdate/matcher';

/** What a folder is checked against, and under which circumstances. */
export interface Check {
  /** Folder of the library. It is made when it is new, and keeps what was fingerprinted. */
  readonly library: string;
  /** The film that is not out yet: a disc, a disc image, or a file. */
  readonly film: string;
  readonly title: string;
  readonly windows: readonly ReleaseWindow[];
  /** When the files were seen, ISO 8601. Left out, it is now. */
  readonly seenAt?: string | undefined;
  readonly territory?: string | undefined;
}

/** Checks every file of a folder and yields each as it is done. A file that cannot be read is one outcome, not the end. */
export async function* checkFolder(
  { library: home, film, title, windows, ...sighting }: Check,
  folder: string,
): AsyncGenerator<ScanOutcome> {
  await using library = await openLibrary(home);
  await library.enroll(film, { title, windows });
  yield* library.scan(folder, sighting);
}
