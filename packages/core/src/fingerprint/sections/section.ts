import { StreetdateError } from '../../errors.ts';
import type { SectionReader } from './section-reader.ts';

/**
 * One kind of data of a fingerprint: how its file holds it, what it must be, and what becomes of it in a film that is joined from others.
 * `P` has the properties of the fingerprint that the section carries.
 */
export interface Section<P> {
  /** What the section table calls it: four ASCII characters. */
  readonly kind: string;
  /** Whether a reader that does not know the kind must refuse the file. @defaultValue false */
  readonly mustUnderstand?: boolean;
  /** The bytes of each section of this kind, in order; none when the fingerprint lacks the data. The fingerprint has passed `check`. */
  readonly encode: (fingerprint: P) => readonly Uint8Array[];
  /**
   * Reads all sections of this kind in a file; there may be none. It checks only that lengths fit. Values are checked by `check`.
   * @param known - What the sections before it in the list gave.
   * @returns The properties that it carries; arrays may be views of the file.
   * @throws StreetdateError as {@link broken}.
   */
  readonly decode: (sections: readonly SectionReader[], known: Partial<P>) => Partial<P>;
  /** What is wrong with the data and where, to go after "the fingerprint's …"; undefined when nothing is. */
  readonly check: (fingerprint: P) => string | undefined;
  /**
   * The properties of a film that consists of parts of others.
   * @param known - What the sections before it in the list gave.
   */
  readonly splice: (cuts: readonly Cut<P>[], film: SplicedFilm, known: Partial<P>) => Partial<P>;
}

/** A part of a fingerprinted film, and where it goes in the joined film. Times are whole milliseconds. */
export interface Cut<P> {
  /** The fingerprint of the film that it is a part of. */
  readonly fingerprint: P & { readonly duration: number };
  /** Where the part starts in its film. */
  readonly startMs: number;
  /** Where it ends in its film, exclusive. */
  readonly endMs: number;
  /** Where it starts in the joined film. */
  readonly placeMs: number;
  /** Its length in seconds, not rounded. */
  readonly seconds: number;
}

/** What is known of a joined film as a whole. */
export interface SplicedFilm {
  /** Its length, whole milliseconds. */
  readonly durationMs: number;
  /** Whether a part of it has no fingerprint. */
  readonly lacksPart: boolean;
}

/** The only section of a kind that a file may have once; undefined when it has none. @throws StreetdateError as {@link broken} for two. */
export function onlyOne([section, second]: readonly SectionReader[]): SectionReader | undefined {
  if (second !== undefined) throw broken(`it has two ${second.kind} sections`);
  return section;
}

/** The error for bytes that are not a fingerprint file or are damaged: `not-a-fingerprint`. */
export function broken(reason: string, cause?: unknown): StreetdateError {
  return new StreetdateError('not-a-fingerprint', `not a fingerprint file, or a damaged one: ${reason}`, { cause });
}
