import type { StreetdateError } from '@streetdate/core/portable';
import { judge, type ReleaseWindow } from '@streetdate/matcher';
import type { ReferenceKind } from '@streetdate/matcher/internal';
import type { StoredDisc, StoredReference } from '../catalogue/stored.ts';
import type { OnProgress } from '../progress.ts';

/** Options for `Library.enrol`. */
export interface EnrolOptions {
  /** The name or id of the title. It is made when it is new. @defaultValue what a disc calls itself; other media must name it */
  readonly title?: string | undefined;
  /** Release windows of the title. Each replaces the one of its territory and channel. @defaultValue none */
  readonly windows?: readonly ReleaseWindow[] | undefined;
  /** The reference's id, for one file; the beginning of the ids of a disc's references. @defaultValue made from the title's */
  readonly id?: string | undefined;
  /** What is enrolled. @defaultValue `disc`, or `still` for a picture */
  readonly kind?: ReferenceKind | undefined;
  /** A disc's edition, as its distributor names it. */
  readonly edition?: string | undefined;
  /** Where it is sold: ISO 3166-1 alpha-2, or WORLD. */
  readonly territory?: string | undefined;
  /** Keeps small pictures, 3.7 MB an hour, that find upright crops, far crops and covered copies. @defaultValue false */
  readonly thumbnails?: boolean | undefined;
  /** Keeps pieces of pictures at full resolution, 1.2 MB a film, that tell which release a copy was made from. @defaultValue false */
  readonly details?: boolean | undefined;
  /** Of a disc: the variant or batch that is kept apart from others of its edition. */
  readonly variant?: string | undefined;
  /** Of a disc: who sells it. */
  readonly distributor?: string | undefined;
  /** Of a disc: when it may be sold, ISO 8601. It becomes a disc window for `territory`, or for WORLD. */
  readonly streetDate?: string | undefined;
  /** Of a disc: the title that is the film, whatever the signs say. */
  readonly mainTitle?: string | undefined;
  /** How paths are read. @defaultValue `any`: a folder or image of a disc is a disc, RAR and ZIP are archives, all else is a file */
  readonly as?: 'file' | 'disc' | 'archive' | 'any' | undefined;
  /** Files decoded at once, 1 to 64. @defaultValue one for each thread that is worth starting, at least 2 */
  readonly concurrency?: number | undefined;
  /** Stops it; it then throws the signal's reason. What was complete is kept, the clips of a disc too. */
  readonly signal?: AbortSignal | undefined;
  /** Is told how far each file, or clip of a disc, is. */
  readonly onProgress?: OnProgress | undefined;
  /** Is told, in one line, what a person should know: that a clip of a disc is left out, say. */
  readonly onNote?: ((message: string) => void) | undefined;
}

/** A reference that is enrolled. */
export interface EnrolledReference {
  /** What tells it from a disc. */
  readonly kind: 'reference';
  /** The file, or the disc and its title. */
  readonly path: string;
  /** Of a disc: its title or playlist, with its angle from the second on. */
  readonly feature?: string;
  /** The reference. */
  readonly reference: StoredReference;
  /** Whether it was there before. Its media was then not read again, and its title and windows were brought up to date. */
  readonly wasThere: boolean;
}

/** A disc that is enrolled. It comes after its references. */
export interface EnrolledDisc {
  /** What tells it from a reference. */
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
  /** Clips decoded by this call. */
  readonly clipsDecoded: number;
  /** Clips that an earlier call had decoded. */
  readonly clipsKnown: number;
  /** What could not be read of the disc; empty when all could. */
  readonly faults: readonly string[];
}

/** Media that could not be enrolled. Others go on. */
export interface NotEnrolled {
  /** What tells it from what is enrolled. */
  readonly kind: 'failed';
  /** The file or disc. */
  readonly path: string;
  /** Why it could not be enrolled. */
  readonly error: StreetdateError;
}

/** What is enrolled. */
export type Enrolled = EnrolledReference | EnrolledDisc;

/** The name of a title: its normal form without blanks around it. @throws RangeError when nothing is left. */
export function nameOfTitle(title: string | undefined): string {
  const name = title?.normalize('NFC').trim() ?? '';
  if (name === '') throw new RangeError('title must be the name or id of a title, got nothing');
  return name;
}

/** A country code in capitals. @throws RangeError when it is none. */
export function territoryOf(code: string): string {
  const territory = code.toUpperCase();
  // The judge knows what a territory is.
  judge(undefined, [], { seenAt: undefined, seenAtBasis: 'unknown', territory });
  return territory;
}
