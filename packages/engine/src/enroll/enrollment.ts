import type { StreetdateError } from '@streetdate/core/portable';
import type { PromoState, Reference, ReleaseWindow } from '@streetdate/matcher';
import type { ReferenceKind } from '@streetdate/matcher/internal';
import type { StoredDisc, StoredReference } from '../catalogue/stored.ts';
import type { HeldBackOfNew } from '../held-back/settle-new-reference.ts';
import type { OnProgress } from '../progress.ts';

/** Options for `Library.enroll`. */
export interface EnrollOptions {
  /** The name or id of the title, which is created if new. @defaultValue the disc's own name; other media need a name */
  readonly title?: string | undefined;
  /** Release windows of the title. Each replaces the one of its territory and channel. @defaultValue none */
  readonly windows?: readonly ReleaseWindow[] | undefined;
  /** The reference's id, for one file; the prefix of the ids of a disc's references. @defaultValue derived from the title's id */
  readonly id?: string | undefined;
  /** The kind of media. @defaultValue `disc`, or `still` for a picture */
  readonly kind?: ReferenceKind | undefined;
  /** For the kind `promo`: its form, and when it was published. */
  readonly promo?: Reference['promo'];
  /** Which promos of the title are enrolled. @defaultValue as before, at first unknown */
  readonly promos?: PromoState | undefined;
  /** Whether to enroll as a promo what shows the whole film. @defaultValue false: it is refused */
  readonly force?: boolean | undefined;
  /** Name of a disc's edition. */
  readonly edition?: string | undefined;
  /** The territory of its sale: ISO 3166-1 alpha-2, or WORLD. */
  readonly territory?: string | undefined;
  /** Keeps small pictures, 3.7 MB an hour, which find upright crops, far crops and covered copies. @defaultValue false */
  readonly thumbnails?: boolean | undefined;
  /** Keeps small areas of frames at full resolution, 1.2 MB a film, which tell the source release of a copy. @defaultValue false */
  readonly details?: boolean | undefined;
  /**
   * Whether references that were enrolled by an earlier version, without local features, get them: their media is decoded once more. New
   * references have them in any case. @defaultValue false
   */
  readonly localFeatures?: boolean | undefined;
  /**
   * Whether to compute the ISCC of files, which reads each once more, at some 27 MB a second. The Audio-Code takes no reading and is always
   * stored. @defaultValue true
   */
  readonly iscc?: boolean | undefined;
  /** Whether to compute the Video-Code of films too, which decodes each once more, at full quality. @defaultValue false */
  readonly videoCode?: boolean | undefined;
  /** For a disc: the variant or batch, if it is kept apart from others of its edition. */
  readonly variant?: string | undefined;
  /** For a disc: its distributor. */
  readonly distributor?: string | undefined;
  /** For a disc: its street date, ISO 8601. It becomes a disc window for `territory`, or for WORLD. */
  readonly streetDate?: string | undefined;
  /** For a disc: the title that is the film, whatever the signs suggest. */
  readonly mainTitle?: string | undefined;
  /** How to interpret paths. @defaultValue `any`: disc folders and images are discs, RAR and ZIP are archives, everything else is a file */
  readonly as?: 'file' | 'disc' | 'archive' | 'any' | undefined;
  /** Files decoded at once, 1 to 64. @defaultValue the number of useful threads, at least 2 */
  readonly concurrency?: number | undefined;
  /** Stops it; the iterator then throws the signal's reason. Complete results are kept, including clips of a disc. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress of each file or disc clip. */
  readonly onProgress?: OnProgress | undefined;
  /** Called with one-line notices, such as a disc clip that is left out. */
  readonly onNote?: ((message: string) => void) | undefined;
}

/** {@link EnrollOptions} by their former name. @deprecated Write `EnrollOptions`. */
export type EnrolOptions = EnrollOptions;

/** An enrolled reference. */
export interface EnrolledReference extends HeldBackOfNew {
  /** Distinguishes it from a disc. */
  readonly kind: 'reference';
  /** The file, or the disc and its title. */
  readonly path: string;
  /** For a disc: its title or playlist, with the number of a further angle. */
  readonly feature?: string;
  /** The reference. */
  readonly reference: StoredReference;
  /** Whether it existed before. Then its title and windows were updated, and its media was read again only for what it lacked. */
  readonly wasThere: boolean;
  /** What was added to its fingerprint, since it existed without. Absent if nothing was. */
  readonly upgraded?: readonly ('thumbnails' | 'details' | 'localFeatures')[];
}

/** An enrolled disc. It follows its references. */
export interface EnrolledDisc {
  /** Distinguishes it from a reference. */
  readonly kind: 'disc';
  /** The folder or image. */
  readonly path: string;
  /** The disc. */
  readonly disc: StoredDisc;
  /** The name of its film. */
  readonly title: string;
  /** Titles of the disc that were not enrolled, and why. */
  readonly leftOut: readonly {
    /** The title's id on the disc. */
    readonly title: string;
    /** Why. */
    readonly reason: string;
  }[];
  /** Number of clips decoded by this call. */
  readonly clipsDecoded: number;
  /** Number of clips decoded by an earlier call. */
  readonly clipsKnown: number;
  /** The faults of the disc; empty if everything was readable. */
  readonly faults: readonly string[];
}

/** Media that could not be enrolled. The others continue. */
export interface NotEnrolled {
  /** Distinguishes it from enrolled media. */
  readonly kind: 'failed';
  /** The file or disc. */
  readonly path: string;
  /** The reason. */
  readonly error: StreetdateError;
}

/** A result of an enrollment. */
export type Enrolled = EnrolledReference | EnrolledDisc;

/** The name of a title: in Unicode normal form and trimmed. @throws RangeError if nothing is left. */
export function nameOfTitle(title: string | undefined): string {
  const name = title?.normalize('NFC').trim() ?? '';
  if (name === '') throw new RangeError('title must be the name or id of a title, got nothing');
  return name;
}
