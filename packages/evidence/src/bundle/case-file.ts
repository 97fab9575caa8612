import type {
  AllowedSource,
  Dispute,
  HeldBackInterval,
  Match,
  PublishedMaterial,
  Reference,
  ReleaseWindow,
  Sighting,
  SourceEvidence,
  Title,
  Verdict,
} from '@streetdate/matcher';
import { CHUNK_SECONDS, type ChunkProof, type FingerprintTree } from '../proofs/fingerprint-tree.ts';
import { z } from '../schema.ts';

/** The form of a bundle. A changed form gets a new number, and bundles of the old one are verified for ever. */
export const BUNDLE_FORMAT = 'streetdate-bundle/2';
/** The form of a bundle of a whole case: it encloses the lists of the servers too, and what was made of them. */
export const CASE_BUNDLE_FORMAT = 'streetdate-bundle/3';
/** The first form: its entries of the ledger are too short to compare everything with them. */
export const FIRST_BUNDLE_FORMAT = 'streetdate-bundle/1';

/** `data/case.json` of a bundle: what is claimed, and everything that is needed to compute it again. */
export interface CaseFile {
  /** The form of the bundle. */
  readonly format: typeof BUNDLE_FORMAT | typeof CASE_BUNDLE_FORMAT | typeof FIRST_BUNDLE_FORMAT;
  /** Versions of the programs that made it, by package. */
  readonly versions: Readonly<Record<string, string>>;
  /** The scans, in order of their ids. */
  readonly scans: readonly CaseScan[];
  /** How many entries of the ledger are about these scans and titles and not enclosed, as the signer states. Absent in the first form. */
  readonly withheld?: number;
}

/** A scanned file in a bundle. */
export interface CaseScan {
  /** The scan's id in the library. */
  readonly scanId: string;
  /** Name of the file, without its folder. */
  readonly fileName: string;
  /** The file's size, and the SHA-256 of its bytes; null where it was not there to be read. Absent in the first form. */
  readonly media?: { readonly bytes: number; readonly sha256: string | null };
  /** SHA-256 of the whole query's fingerprint, of which the bundle holds the matched intervals. */
  readonly fingerprintSha256: string;
  /** The Merkle tree over the chunks of that fingerprint. Absent in the first form. */
  readonly fingerprint?: FingerprintTree;
  /** Version of the program that scanned it. */
  readonly programVersion: string;
  /** When it was scanned: ISO 8601, UTC. */
  readonly scannedAt: string;
  /** When and where the file was seen. Its location is the link or host that was reported, if one was. */
  readonly sighting: Sighting;
  /** Every match of the scan with all its numbers, as the library has it. The ledger has the digest. */
  readonly found: readonly Match[];
  /** The matches with a title, and what each means. */
  readonly matches: readonly CaseMatch[];
}

/** A match in a bundle. */
export interface CaseMatch {
  /** The title that matched. */
  readonly title: Title;
  /** The reference that matched. */
  readonly reference: Reference;
  /** SHA-256 of the whole reference's fingerprint, of which the bundle holds the matched intervals. */
  readonly referenceFingerprintSha256: string;
  /** The windows that the verdict is by. */
  readonly windows: readonly ReleaseWindow[];
  /** What is known of the copy's source. */
  readonly sourceEvidence: readonly SourceEvidence[];
  /** What the promos of the title explain of it. @defaultValue nothing */
  readonly published?: readonly PublishedMaterial[];
  /** What of the reference proves nothing. @defaultValue nothing */
  readonly heldBack?: readonly HeldBackInterval[];
  /** The entries that allow every place where the file was seen. @defaultValue none */
  readonly allowedBy?: readonly AllowedSource[];
  /** The disputes about the file that stand: open ones and upheld ones. They name nobody. @defaultValue none */
  readonly disputes?: readonly Dispute[];
  /** What this match means. */
  readonly verdict: Verdict;
  /** The enclosed interval of each side. */
  readonly query: CaseInterval;
  /** The enclosed interval of the reference. */
  readonly referenceInterval: CaseInterval;
  /** What a search of the query's interval in the reference's finds; null for nothing. Times are from the intervals' starts. */
  readonly recomputed: Match | null;
  /** Frames of both sides at the same moments. */
  readonly pictures: readonly CasePictures[];
}

/** An interval of a film, and the file with its fingerprint. */
export interface CaseInterval {
  /** Seconds into the film. */
  readonly start: number;
  /** Seconds into the film, exclusive. */
  readonly end: number;
  /** Path below `data/`. */
  readonly file: string;
  /** What shows that it is of the whole fingerprint that the ledger has. Absent in the first form. */
  readonly chunks?: ChunkProof;
}

/** A pair of frames. */
export interface CasePictures {
  /** Seconds into the query. */
  readonly queryTime: number;
  /** Seconds into the reference. */
  readonly referenceTime: number;
  /** Path below `data/` of the query's frame; absent where it could not be decoded. */
  readonly query?: string;
  /** Path below `data/` of the reference's frame; absent where it could not be decoded. */
  readonly reference?: string;
}

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const place = { start: z.number(), end: z.number(), file: z.string() };
const record = z.record(z.string(), z.unknown());

/** The members of a case whose scans and intervals have further ones. */
const membersOf = (ofScan: z.ZodRawShape, interval: z.ZodType) => ({
  versions: z.record(z.string(), z.string()),
  scans: z.array(
    z.strictObject({
      ...ofScan,
      scanId: z.string(),
      fileName: z.string(),
      fingerprintSha256: z.string(),
      programVersion: z.string(),
      scannedAt: z.string(),
      sighting: record,
      found: z.array(z.looseObject({ referenceId: z.string(), segments: z.array(record) })),
      matches: z.array(
        z.strictObject({
          title: z.looseObject({ id: z.string(), name: z.string() }),
          reference: z.looseObject({ id: z.string() }),
          referenceFingerprintSha256: z.string(),
          windows: z.array(record),
          sourceEvidence: z.array(record),
          published: z.array(record).optional(),
          heldBack: z.array(record).optional(),
          allowedBy: z.array(record).optional(),
          disputes: z.array(record).optional(),
          verdict: z.looseObject({ kind: z.string(), summary: z.string() }),
          query: interval,
          referenceInterval: interval,
          recomputed: record.nullable(),
          pictures: z.array(
            z.strictObject({
              queryTime: z.number(),
              referenceTime: z.number(),
              query: z.string().optional(),
              reference: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

const chunks = z.strictObject({ first: z.int().min(0), hashes: z.array(hex).max(128) });
const media = z.strictObject({ bytes: z.int().min(0), sha256: hex.nullable() });
const tree = z.strictObject({ chunkSeconds: z.literal(CHUNK_SECONDS), chunks: z.int().min(1), root: hex });

const ofSecond = { withheld: z.int().min(0), ...membersOf({ media, fingerprint: tree }, z.strictObject({ ...place, chunks })) };

/** What a verifier asks of a case file before it computes anything. The matcher checks what it is given of the rest. */
export const caseSchema = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal(BUNDLE_FORMAT), ...ofSecond }),
  z.strictObject({ format: z.literal(CASE_BUNDLE_FORMAT), ...ofSecond }),
  z.strictObject({ format: z.literal(FIRST_BUNDLE_FORMAT), ...membersOf({}, z.strictObject(place)) }),
]);
