import type { Damage, Fingerprint, Look } from '@streetdate/core/portable';
import type { Disc, DiscId } from '@streetdate/disc';
import type { Match, Reference, ReleaseWindow, Sighting, SourceReading, Title } from '@streetdate/matcher';

/** A title with its windows, in order of territory and channel. */
export interface TitleWithWindows extends Title {
  /** Its release windows. */
  readonly windows: readonly ReleaseWindow[];
}

/** What is known of a title when it is added; the id is made from the name where there is none. */
export type NewTitle = Omit<Title, 'id'> & {
  /** Its id. @defaultValue made from the name */
  readonly id?: string;
};

/** An enrolled rendition as the catalogue keeps it. */
export interface StoredReference extends Reference {
  /** Where the rendition is sold, if that is known. */
  readonly territory?: string;
  /** Seconds, 0 for a still. */
  readonly duration: number;
  /** Names the fingerprint's file. */
  readonly fingerprintSha256: string;
  /** Present when only a part of the media could be read. */
  readonly damage?: Damage;
  /** The media it was made from: real path and stamp; absent where it came from another library. */
  readonly media?: { readonly path: string; readonly stamp: string };
  /** ISO 8601, UTC. */
  readonly enrolledAt: string;
}

/** A disc as the catalogue keeps it. */
export interface StoredDisc {
  /** Its id in the library. */
  readonly id: string;
  /** The title of its film. */
  readonly titleId: string;
  /** What kind of disc it is. */
  readonly kind: Disc['kind'];
  /** Real path and stamp of the folder or image that it was read from; absent when it came from another library. */
  readonly path?: string;
  /** The state of that folder or image when it was read: size and modification time. */
  readonly stamp?: string;
  /** Name of its volume. */
  readonly label?: string;
  /** The edition, as its distributor names it. */
  readonly edition?: string;
  /** The variant or batch that is kept apart from others of its edition. */
  readonly variant?: string;
  /** Where it is sold. */
  readonly territory?: string;
  /** The company that sells it. */
  readonly distributor?: string;
  /** When it may be sold, as it was given. */
  readonly streetDate?: string;
  /** Ids that were computed from its contents. */
  readonly ids: readonly DiscId[];
  /** What of it is enrolled, in order. */
  readonly features: readonly StoredFeature[];
  /** ISO 8601, UTC. */
  readonly enrolledAt: string;
}

/** Which reference a feature of a disc is. */
export interface StoredFeature {
  /** The disc's title or playlist, with its angle from the second on: `1`, `00800.angle2`. */
  readonly feature: string;
  /** Whether it is the film or an extra. */
  readonly role: 'film' | 'extra';
  /** The id of its reference. */
  readonly referenceId: string;
}

/** What became of a clip: the digest of its fingerprint, or why it has none. */
export type StoredClip =
  | {
      /** SHA-256 of its fingerprint, in hexadecimal. */
      readonly fingerprintSha256: string;
    }
  | {
      /** Why it has no fingerprint, in words. */
      readonly reason: string;
    };

/** One scanned file in one state, as the catalogue keeps it. */
export interface StoredScan {
  /** Names the scan; made of path and stamp. */
  readonly id: string;
  /** Real path of the file, and its size and modification time. */
  readonly path: string;
  /** The state of the file when it was read: size and modification time. */
  readonly stamp: string;
  /** The library's revision that the matches are of. */
  readonly libraryRevision: number;
  /** Version of the program that found them. */
  readonly programVersion: string;
  /** Names the query fingerprint's file. */
  readonly fingerprintSha256: string;
  /** Whether it is a film or a still. */
  readonly kind: Fingerprint['kind'];
  /** Seconds, 0 for a still. */
  readonly duration: number;
  /** Present when not every frame was decoded. */
  readonly look?: Look;
  /** Present when only a part could be read. */
  readonly damage?: Damage;
  /** Best first. */
  readonly matches: readonly Match[];
  /** What the copy says of the release that it was made from, by title id: of titles with several enrolled renditions. */
  readonly sources?: Readonly<Record<string, SourceReading>>;
  /** ISO 8601, UTC: when the matches were found. */
  readonly scannedAt: string;
  /** The earliest time at which the file was seen, and how that is known. */
  readonly sighting: Sighting;
}

/** A feature of a disc, for those who ask by its reference. */
export interface DiscOfReference
  extends Pick<StoredDisc, 'id' | 'kind' | 'edition' | 'variant' | 'territory' | 'distributor' | 'streetDate'>,
    Pick<StoredFeature, 'feature' | 'role'> {}
