import type { StreetdateError } from '@streetdate/core';
import type { ArchiveEntry } from '../archive/archive.ts';
import type { ReleaseName } from '../name/release-name.ts';
import type { Nfo } from '../side-files/nfo.ts';
import type { SfvResult } from '../side-files/sfv.ts';

/** A film of a release, in a file of its own or in an archive. */
export interface ReleaseMedia {
  /** Its path, unique; in an archive the first volume's, two slashes and its name there. */
  readonly path: string;
  /** `main` is what the release is made for; the others show parts of it, or that it is genuine. */
  readonly role: 'main' | 'sample' | 'proof' | 'extra';
  /** Number of the disc, as in `CD2`; undefined where there is one. */
  readonly disc: number | undefined;
  /** Size in bytes. */
  readonly fileBytes: number;
  /** The entry that it is in an archive; undefined for a file of its own. */
  readonly entry: ArchiveEntry | undefined;
  /** The files that hold it: itself, or the volumes of its archive. */
  readonly files: readonly string[];
}

/** A release as it lies on a server: one sighting, however many files. */
export interface Release {
  /** Its folder. */
  readonly path: string;
  /** What the folder's name says. A claim. */
  readonly name: ReleaseName;
  /** The text beside it; undefined where there is none. */
  readonly nfo: (Nfo & { /** The file. */ readonly path: string }) | undefined;
  /** What the checksums say, a line of the SFV files each; empty where there is none, or where they were not asked for. */
  readonly sfv: readonly SfvResult[];
  /** Its films, main ones first, then in the order of their paths. Those that are refused, such as encrypted ones, are among its `problems`. */
  readonly media: readonly ReleaseMedia[];
  /** Subtitle files, by path. */
  readonly subtitles: readonly string[];
  /** Every file in its folder and in those of its parts, by path. */
  readonly files: readonly string[];
  /** What could not be read or is refused, and which volumes are missing. */
  readonly problems: readonly StreetdateError[];
}

/** Options for {@link readReleases}. */
export interface ReadReleasesOptions {
  /** Whether the files are compared with the SFV beside them, which reads each of them once. @defaultValue false */
  readonly checkSums?: boolean | undefined;
  /** Folders that are left out, by their real paths. @defaultValue none */
  readonly leaveOut?: readonly string[] | undefined;
  /** Stops reading; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
