import type { ReleaseWindow, Sighting, SourceEvidence } from '@streetdate/matcher';
import type { OnProgress } from '../progress.ts';

/** When and where files were seen, and known facts about them. */
export interface SightingOptions {
  /** When the files were seen: ISO 8601 with an offset, or a `Date`. @defaultValue now, as observed here; a stored scan keeps its own */
  readonly seenAt?: string | Date | undefined;
  /** How `seenAt` is known. @defaultValue reported */
  readonly seenAtBasis?: Sighting['seenAtBasis'] | undefined;
  /** Where they were seen: ISO 3166-1 alpha-2, in any case; it is stored in capitals. @defaultValue unknown; a stored scan keeps its own */
  readonly territory?: string | undefined;
  /** Known evidence about a copy's source, beside the scan's own. @defaultValue nothing */
  readonly sourceEvidence?: readonly SourceEvidence[] | undefined;
  /** The name of a file in its outcome, from its path: what an upload is called where it came from. @defaultValue the path */
  readonly nameOf?: ((path: string) => string) | undefined;
}

/** Options for `Library.scan`. */
export interface ScanOptions extends SightingOptions {
  /**
   * The address that the files were seen at, as text. With `link` or `host` the sighting is stored beside those that are known, and the scan
   * keeps the earliest one, of those whose time somebody observed or reported if there are any. @defaultValue unknown
   */
  readonly link?: string | undefined;
  /** The server that they were seen on. @defaultValue unknown */
  readonly host?: string | undefined;
  /** The account there, as somebody stated it; only beside `link` or `host`. @defaultValue unknown */
  readonly account?: string | undefined;
  /** Replaces every title's windows. @defaultValue the catalogue's */
  readonly windows?: readonly ReleaseWindow[] | undefined;
  /** Chooses among the files of the paths. A release is scanned if any of its files is chosen. @defaultValue every file */
  readonly only?: ((path: string) => boolean) | undefined;
  /**
   * Files to skip: patterns with `*`, `**` and `?` for their paths or names. Each skipped file is an outcome with its pattern. Members of archives
   * are not skipped. @defaultValue none
   */
  readonly skip?: readonly string[] | undefined;
  /** Most bytes of archives that are unpacked to the system's temporary folder at one time. @defaultValue 32 GiB, where its disk has room */
  readonly spoolBytes?: number | undefined;
  /**
   * Scans the deleted files of forensic images in place of those that are there. Their bytes may be those of later files. @defaultValue false
   */
  readonly deletedFiles?: boolean | undefined;
  /** Chooses among what is in archives and images, by its whole path. @defaultValue everything */
  readonly members?: ((path: string) => boolean) | undefined;
  /** Whether the library notes which files were not looked at, for reports. @defaultValue true */
  readonly noteUnscanned?: boolean | undefined;
  /** Whether a file is incomplete, such as one that still grows. A release with such a file is left out. @defaultValue none is */
  readonly isGrowing?: ((path: string) => boolean) | undefined;
  /** Files decoded at once, 1 to 64. @defaultValue the number of useful threads, at least 2 */
  readonly concurrency?: number | undefined;
  /** Checks the files of releases against their SFV files, which reads each file once more. @defaultValue false */
  readonly checkSums?: boolean | undefined;
  /**
   * Whether files that match get a Data-Code and an Instance-Code, which reads each once more, at some 27 MB a second. @defaultValue true
   */
  readonly iscc?: boolean | undefined;
  /** Decodes files again even if their scans are stored. @defaultValue false */
  readonly rescan?: boolean | undefined;
  /** Decodes every frame, also of files whose stored scan decoded fewer. @defaultValue false */
  readonly thorough?: boolean | undefined;
  /** Stops the scan; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress of each file. */
  readonly onProgress?: OnProgress | undefined;
  /** Called with one-line notices about the library, such as a rebuilt index. */
  readonly onNote?: ((message: string) => void) | undefined;
}

/** Options for `Library.judgeAgain`. They hold for this call; nothing is stored. */
export interface JudgeOptions extends SightingOptions {
  /** Replaces every title's windows. @defaultValue the catalogue's */
  readonly windows?: readonly ReleaseWindow[] | undefined;
  /** The only place where the file was seen, at `seenAt`: it replaces those on record. @defaultValue those on record */
  readonly place?: Readonly<Partial<Record<'link' | 'host' | 'account', string | undefined>>> | undefined;
}
