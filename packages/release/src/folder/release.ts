import type { StreetdateError } from '@streetdate/core';
import type { ArchiveEntry } from '../archive/archive.ts';
import type { ReleaseName } from '../name/release-name.ts';
import type { Nfo } from '../side-files/nfo.ts';
import type { SfvResult } from '../side-files/sfv.ts';

/** A film of a release, as a plain file or in an archive. */
export interface ReleaseMedia {
  /** Its unique path. In an archive: the first volume's path, two slashes and the entry's name. */
  readonly path: string;
  /** `main` is the film itself; the others are excerpts, or proof that it is genuine. */
  readonly role: 'main' | 'sample' | 'proof' | 'extra';
  /** Disc number, as in `CD2`; undefined if there is only one. */
  readonly disc: number | undefined;
  /** Size in bytes. */
  readonly fileBytes: number;
  /** The archive entry; undefined for a plain file. */
  readonly entry: ArchiveEntry | undefined;
  /** The files that hold it: itself, or the volumes of its archive. */
  readonly files: readonly string[];
}

/** A release in a folder. It counts as one sighting, however many files it has. */
export interface Release {
  /** Its folder. */
  readonly path: string;
  /** The parsed name of the folder. A claim. */
  readonly name: ReleaseName;
  /** The NFO beside it; undefined if there is none. */
  readonly nfo: (Nfo & { /** The file. */ readonly path: string }) | undefined;
  /** Results of the checksums, one for each line of the SFV files. Empty if there are none or the check was not requested. */
  readonly sfv: readonly SfvResult[];
  /** Its films, main ones first, then by path. Refused films, such as encrypted ones, are listed in `problems`. */
  readonly media: readonly ReleaseMedia[];
  /** Subtitle files, by path. */
  readonly subtitles: readonly string[];
  /** Every file in its folder and its parts' folders, by path. */
  readonly files: readonly string[];
  /** Unreadable and refused files, and missing volumes. */
  readonly problems: readonly StreetdateError[];
}

/** Options for {@link readReleases}. */
export interface ReadReleasesOptions {
  /** Whether to check files against the SFV beside them, which reads each file once. @defaultValue false */
  readonly checkSums?: boolean | undefined;
  /** Folders to leave out, by their real paths. @defaultValue none */
  readonly leaveOut?: readonly string[] | undefined;
  /** Stops reading; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
