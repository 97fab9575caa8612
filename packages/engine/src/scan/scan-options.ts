import type { ReleaseWindow, SourceEvidence } from '@streetdate/matcher';
import type { OnProgress } from '../progress.ts';

/** When and where files were seen, and what else is known of them. */
export interface SightingOptions {
  /** When the files were seen: ISO 8601 with an offset. @defaultValue now, as observed here; a stored scan keeps its own */
  readonly seenAt?: string | undefined;
  /** Where they were seen: ISO 3166-1 alpha-2. @defaultValue not known; a stored scan keeps its own */
  readonly territory?: string | undefined;
  /** What is known of a copy's source beside what the scan finds. @defaultValue nothing */
  readonly sourceEvidence?: readonly SourceEvidence[] | undefined;
}

/** Options for `Library.scan`. */
export interface ScanOptions extends SightingOptions {
  /** Takes the place of every title's windows. @defaultValue the catalogue's */
  readonly windows?: readonly ReleaseWindow[] | undefined;
  /** Files decoded at once, 1 to 64. @defaultValue one for each thread that is worth starting, at least 2 */
  readonly concurrency?: number | undefined;
  /** Compares the files of releases with the SFV beside them, which reads each once more. @defaultValue false */
  readonly checkSums?: boolean | undefined;
  /** Decodes files again whose scans are stored. @defaultValue false */
  readonly rescan?: boolean | undefined;
  /** Decodes every frame, and again where a stored scan did with less. @defaultValue false */
  readonly thorough?: boolean | undefined;
  /** Stops the scan, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is told how far each file is. */
  readonly onProgress?: OnProgress | undefined;
  /** Is told, in one line, what a person should know of the library: that its index is built again, say. */
  readonly onNote?: ((message: string) => void) | undefined;
}

/** Options for `Library.judgeAgain`. They hold for this call; nothing is stored. */
export interface JudgeOptions extends SightingOptions {
  /** Takes the place of every title's windows. @defaultValue the catalogue's */
  readonly windows?: readonly ReleaseWindow[] | undefined;
}
