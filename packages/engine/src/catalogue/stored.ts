import type { Damage, Fingerprint, Look, StreetdateErrorCode } from '@streetdate/core/portable';
import type { Disc, DiscId } from '@streetdate/disc';
import type {
  AllowedSource,
  Dispute,
  Match,
  PublishedFootage,
  Reference,
  ReleaseWindow,
  Sighting,
  SourceReading,
  Title,
} from '@streetdate/matcher';
import type { IsccUnits } from '../iscc/iscc-units.ts';

/** A title with its windows, ordered by territory and channel. */
export interface TitleWithWindows extends Title {
  /** Its release windows. */
  readonly windows: readonly ReleaseWindow[];
  /** Windows that are stored and cannot be read, each with the reason; absent if there is none. The title cannot be judged then. */
  readonly unreadable?: readonly UnreadableWindow[];
}

/** A stored window that cannot be read. */
export interface UnreadableWindow {
  /** Its row, as `TERRITORY:CHANNEL:INSTANT`. */
  readonly window: string;
  /** Why, in words. */
  readonly fault: string;
}

/** Facts about a title to add. */
export type NewTitle = Omit<Title, 'id'> & {
  /** Its id. @defaultValue derived from the name */
  readonly id?: string;
};

/** An enrolled rendition in the catalogue. */
export interface StoredReference extends Reference {
  /** The territory of its sale, if known. */
  readonly territory?: string;
  /** Seconds, 0 for a still. */
  readonly duration: number;
  /** SHA-256 of the fingerprint, which names its file. */
  readonly fingerprintSha256: string;
  /** Present if only a part of the media was readable. */
  readonly damage?: Damage;
  /** Real path and stamp of its media; absent if it was imported. */
  readonly media?: { readonly path: string; readonly stamp: string };
  /** ISO 8601, UTC. */
  readonly enrolledAt: string;
  /** Its ISCC units. Data-Code and Instance-Code are of its media file; a disc's film, which is no single file, has none. */
  readonly iscc?: IsccUnits;
  /** SHA-256 of the C2PA manifest store of its media, a blob of the kind `manifest`; absent if there is none. */
  readonly manifestSha256?: string;
}

/** Where the footage of a promo lies in a film of its title. */
export interface StoredPublishedFootage {
  /** The promo's reference id. */
  readonly promoId: string;
  /** The film's reference id. */
  readonly filmId: string;
  /** SHA-256 of the compared fingerprints, the promo's first, with a blank between: others are compared again. */
  readonly compared: string;
  /** What was found. */
  readonly footage: PublishedFootage;
}

/** A disc in the catalogue. */
export interface StoredDisc {
  /** Its id in the library. */
  readonly id: string;
  /** The title of its film. */
  readonly titleId: string;
  /** The kind of disc. */
  readonly kind: Disc['kind'];
  /** Real path of the folder or image; absent if it was imported. */
  readonly path?: string;
  /** The state of that folder or image when it was read: size and modification time. */
  readonly stamp?: string;
  /** Name of its volume. */
  readonly label?: string;
  /** Name of the edition. */
  readonly edition?: string;
  /** The variant or batch, if it is kept apart from others of its edition. */
  readonly variant?: string;
  /** The territory of its sale. */
  readonly territory?: string;
  /** Its distributor. */
  readonly distributor?: string;
  /** Its street date, as given. */
  readonly streetDate?: string;
  /** Ids computed from its contents. */
  readonly ids: readonly DiscId[];
  /** Its enrolled features, in order. */
  readonly features: readonly StoredFeature[];
  /** ISO 8601, UTC. */
  readonly enrolledAt: string;
}

/** The reference of a disc feature. */
export interface StoredFeature {
  /** The disc's title or playlist, with the number of a further angle: `1`, `00800.angle2`. */
  readonly feature: string;
  /** Whether it is the film or an extra. */
  readonly role: 'film' | 'extra';
  /** The id of its reference. */
  readonly referenceId: string;
}

/** The result for a clip: the digest of its fingerprint, or why it has none. */
export type StoredClip =
  | {
      /** SHA-256 of its fingerprint, in hexadecimal. */
      readonly fingerprintSha256: string;
    }
  | {
      /** Why it has no fingerprint, in words. */
      readonly reason: string;
    };

/** One scanned file in one state, in the catalogue. */
export interface StoredScan {
  /** The scan's id, derived from path and stamp. */
  readonly id: string;
  /** Real path of the file. */
  readonly path: string;
  /** The state of the file when it was read: size and modification time. */
  readonly stamp: string;
  /** The library's revision at the time of the search. */
  readonly libraryRevision: number;
  /** Version of the program that searched. */
  readonly programVersion: string;
  /** SHA-256 of the query fingerprint, which names its file. */
  readonly fingerprintSha256: string;
  /** Whether it is a film or a still. */
  readonly kind: Fingerprint['kind'];
  /** Seconds, 0 for a still. */
  readonly duration: number;
  /** Present if not every frame was decoded. */
  readonly look?: Look;
  /** Present if only a part was readable. */
  readonly damage?: Damage;
  /** Matches, best first. */
  readonly matches: readonly Match[];
  /** The copy's provenance, by title id, for titles with several enrolled renditions. */
  readonly sources?: Readonly<Record<string, SourceReading>>;
  /** ISO 8601, UTC: time of the search. */
  readonly scannedAt: string;
  /** The earliest time at which the file was seen, and the evidence for it. */
  readonly sighting: Sighting;
  /** Its ISCC units. Data-Code and Instance-Code are known of files that match. */
  readonly iscc?: IsccUnits;
  /** What of its row cannot be read, in words; absent if all can. It cannot be judged then: the parts are left out, or empty. */
  readonly fault?: string;
}

/** One place and time where a scanned file was seen, as somebody reported it. */
export interface StoredSighting {
  /** The scan of the file. */
  readonly scanId: string;
  /** The address that it was seen at, as text. */
  readonly link?: string;
  /** The server that it was seen on. */
  readonly host?: string;
  /** The account there, as somebody stated it. */
  readonly account?: string;
  /** The country where it was seen: ISO 3166-1 alpha-2. */
  readonly territory?: string;
  /** When it was seen: ISO 8601. */
  readonly seenAt?: string;
  /** How that time is known. */
  readonly seenAtBasis: Sighting['seenAtBasis'];
  /** When the library was told: ISO 8601, UTC. */
  readonly recordedAt: string;
  /** What of its row cannot be read, in words, and is left out; absent if all can. */
  readonly fault?: string;
}

/** A place where copies are allowed, in the catalogue. */
export interface StoredAllowedSource extends AllowedSource {
  /** When it was added: ISO 8601, UTC. */
  readonly addedAt: string;
}

/** A stored place that cannot be read. It allows nothing. */
export interface UnreadableAllowedSource {
  /** Its id. */
  readonly id: string;
  /** What of it is there, in words. */
  readonly source: string;
  /** Why it cannot be read, in words. */
  readonly fault: string;
}

/** The places where copies are allowed. */
export interface AllowedSources {
  /** Those that can be read, ordered by host, account and id. */
  readonly sources: readonly StoredAllowedSource[];
  /** Those that cannot, in the same order. */
  readonly unreadable: readonly UnreadableAllowedSource[];
}

/** A counter-notice in the catalogue: somebody says that the use of a scanned file is lawful. */
export interface StoredDispute extends Dispute {
  /** The scan. */
  readonly scanId: string;
  /** Real path of the scanned file. */
  readonly path: string;
  /** SHA-256 of the scan's fingerprint. A later scan of the same path with this fingerprint is disputed as well. */
  readonly fingerprintSha256: string;
  /** Who disputes it. */
  readonly by: string;
  /** The text of the counter-notice; absent if it was not given. */
  readonly text?: string;
  /** When it was recorded: ISO 8601, UTC. */
  readonly recordedAt: string;
  /** Why it ended so; absent while it is open. */
  readonly outcomeReason?: string;
  /** When its end was recorded: ISO 8601, UTC; absent while it is open. */
  readonly endedAt?: string;
  /** What of its row cannot be read, in words; absent if all can. It counts as open then. */
  readonly fault?: string;
}

/** A file that the last scan of it did not look at. */
export interface StoredUnscanned {
  /** Absolute path; a member of an archive has two slashes behind its archive. */
  readonly path: string;
  /** The error's code, or `skipped`. */
  readonly code: StreetdateErrorCode | 'skipped';
  /** Why, in a sentence. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly notedAt: string;
}

/** An interval of a reference that proves nothing, such as footage from an archive. */
export interface StoredExclusion {
  /** Its id: a digest of the reference and the interval. */
  readonly id: string;
  /** The reference. */
  readonly referenceId: string;
  /** Start in the reference, seconds. */
  readonly start: number;
  /** End in the reference, seconds, exclusive. */
  readonly end: number;
  /** Why it proves nothing, in words. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
  /** The exclusion of another rendition of the title that it was carried from; absent if a person gave it. */
  readonly carriedFrom?: string;
  /** What of its row cannot be read, in words; absent if all can. The whole reference proves nothing then. */
  readonly fault?: string;
}

/** What a person decided about footage that references of two titles share. */
export type ConflictDecision = 'undecided' | 'shared' | 'excluded' | 'mine';

/** An interval that references of two titles share. Until a person decides, it counts as shared, and proves nothing for either of them. */
export interface StoredConflict {
  /** Its id: a digest of both references and intervals. */
  readonly id: string;
  /** The reference that was enrolled later. Once it is `mine`, the reference that the footage belongs to. */
  readonly referenceId: string;
  /** The reference of the other title. */
  readonly otherReferenceId: string;
  /** Start in the reference, seconds. */
  readonly start: number;
  /** End in the reference, seconds, exclusive. */
  readonly end: number;
  /** Start in the other reference, seconds. */
  readonly otherStart: number;
  /** End in the other reference, seconds, exclusive. */
  readonly otherEnd: number;
  /** `shared` and `excluded` footage proves nothing for either title. Footage that is `mine` proves the title of `referenceId` alone. */
  readonly decision: ConflictDecision;
  /** ISO 8601, UTC; absent before. */
  readonly decidedAt?: string;
  /** Why, in the words of the one who decided; absent before. */
  readonly reason?: string;
  /** What of its row cannot be read, in words; absent if all can. Both references prove nothing then, unless only the decision is lost. */
  readonly fault?: string;
}

/** An interval of a reference that proves nothing. */
export interface HeldBackSpan {
  /** Start in the reference, seconds. */
  readonly start: number;
  /** End in the reference, seconds, exclusive. */
  readonly end: number;
  /** A person took it out; another title has it too; or that, and nobody has decided yet whose it is. */
  readonly why: 'excluded' | 'shared' | 'undecided';
  /** Why, in words. */
  readonly reason: string;
}

/** An entry of the ledger, as the catalogue keeps it. `@streetdate/evidence` writes and reads what is in it. */
export interface StoredLedgerEntry {
  /** Its place in the ledger, from 0 on. */
  readonly position: number;
  /** The entry: canonical JSON. */
  readonly text: string;
  /** SHA-256 of a zero byte and the text's UTF-8 bytes, in hexadecimal: its leaf in the Merkle tree. */
  readonly leafHash: string;
}

/** A feature of a disc, looked up by its reference. */
export interface DiscOfReference
  extends Pick<StoredDisc, 'id' | 'kind' | 'edition' | 'variant' | 'territory' | 'distributor' | 'streetDate'>,
    Pick<StoredFeature, 'feature' | 'role'> {}
