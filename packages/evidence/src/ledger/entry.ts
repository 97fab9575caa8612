import { checkObject, checkString } from '@streetdate/core/internal';
import { DISPUTE_OUTCOMES, VERDICT_KINDS } from '@streetdate/matcher';
import { fromCanonicalJson, toCanonicalJson } from '../canonical-json.ts';
import { hashLeaf } from '../proofs/hashes.ts';
import { explainMisfit, z } from '../schema.ts';

/** The form of the entries that are written. A changed form gets a new number, and entries of the old one are read for ever. */
export const LEDGER_FORMAT = 'streetdate-ledger/2';
/** The first form. Its scans and verdicts hold digests of what the second form holds in full. */
export const FIRST_LEDGER_FORMAT = 'streetdate-ledger/1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits');
const instant = z.iso.datetime({ error: 'must be an instant in UTC as ISO 8601 has it' });
const position = z.int().min(0);

const interval = { start: z.number(), end: z.number() };
const publication = z.strictObject({ territory: z.string(), opensAt: z.string(), timeZone: z.string().optional() });

/** What was known of something that verdicts are by, before and after a change; null where it was not there. */
const changed = <State extends z.ZodType>(state: State) => ({
  was: state.nullable(),
  now: state.nullable(),
  /** Why it changed, where its own reason does not say so. */
  reason: z.string().min(1).optional(),
});

const scanFields = {
  kind: z.literal('scan'),
  scanId: z.string().min(1),
  path: z.string(),
  /** SHA-256 of the query's fingerprint. */
  fingerprintSha256: sha256,
  scannedAt: instant,
  programVersion: z.string(),
  /** What was decoded of the file, and how closely. */
  settings: z.strictObject({
    frames: z.enum(['key', 'every', 'reference']),
    closer: z.array(z.strictObject({ start: z.number(), end: z.number() })),
  }),
  /** The references that were searched: their revision and, where they are still the same, the digest over their ids and fingerprints. */
  library: z.strictObject({ revision: z.int().min(0), sha256: sha256.optional() }),
  /** The digest over all numbers of the matches. */
  matchesSha256: sha256,
};
const matchFields = {
  referenceId: z.string(),
  fingerprintSha256: sha256.optional(),
  score: z.number(),
  strength: z.enum(['strong', 'weak']),
};

const verdictFields = {
  kind: z.literal('verdict'),
  scanId: z.string().min(1),
  verdict: z.enum(VERDICT_KINDS),
  summary: z.string(),
  /** Digest over the whole verdict with its windows and reasons. */
  verdictSha256: sha256,
  /** The verdict that was recorded before, where it was another one. */
  was: z.strictObject({ verdict: z.enum(VERDICT_KINDS), summary: z.string(), verdictSha256: sha256, position }).optional(),
  /** Why it is another one. */
  reason: z.string().min(1).optional(),
};

/** The Merkle tree over the chunks of a fingerprint. */
const tree = z.strictObject({ chunkSeconds: z.int().min(1), chunks: z.int().min(1), root: sha256 });
const json = z.record(z.string(), z.unknown());

/** A file was scanned, and what came out in short. */
const firstScan = z.strictObject({ ...scanFields, matches: z.array(z.strictObject(matchFields)) });
/** A scan was judged. */
const firstVerdict = z.strictObject(verdictFields);

/** A file was scanned, and everything that came out. */
const scan = z.strictObject({
  ...scanFields,
  /** The file: its size, and the SHA-256 of its bytes; null where they were not there to be read when the scan was recorded. */
  media: z.strictObject({ bytes: position, sha256: sha256.nullable() }),
  /** The tree over the query's fingerprint. */
  fingerprint: tree,
  /** Every match with its numbers. Of the distances of single frames, each segment has the digest. */
  matches: z.array(z.looseObject({ ...matchFields, segments: z.array(json) })),
});

/** A scan was judged: every title with all that its verdict is by. */
const verdict = z.strictObject({
  ...verdictFields,
  /** When and where the file was seen, as the verdicts have it. */
  sighting: json,
  /** A verdict for each match with a title. */
  judged: z.array(
    z.strictObject({
      ...{ title: json, reference: json, windows: z.array(json), sourceEvidence: z.array(json) },
      published: z.array(json).optional(),
      heldBack: z.array(json).optional(),
      allowedBy: z.array(json).optional(),
      disputes: z.array(json).optional(),
      verdict: z.looseObject({ kind: z.enum(VERDICT_KINDS), summary: z.string() }),
    }),
  ),
});

/** A film is a reference of the library. */
const enrolment = z.strictObject({
  kind: z.literal('enrolment'),
  referenceId: z.string().min(1),
  titleId: z.string(),
  title: z.string(),
  fingerprintSha256: sha256,
  /** The tree over the whole fingerprint: an interval in a bundle is shown to be of it. */
  fingerprint: tree,
  enrolledAt: instant,
});

/** An authority saw the state of the ledger. */
const anchor = z.strictObject({
  kind: z.literal('anchor'),
  size: z.int().min(1),
  root: sha256,
  /** Its response (RFC 3161) over the checkpoint as a note, base64. */
  stamp: z.base64(),
});

/** An image of a disk or a disc: the bytes of it, and the digests that it states itself, which were compared. */
const [sha1, md5] = [40, 32].map((digits) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))) as [z.ZodString, z.ZodString];
const imageFields = {
  format: z.enum(['raw', 'ewf', 'iso']),
  ...{ bytes: position, sha256, sha1, md5 },
  ...{ statedMd5: md5.optional(), statedSha1: sha1.optional() },
};

/** What both forms record. Each kind is one line here. */
const otherEvents = [
  z.strictObject({
    /** A person decided. */
    kind: z.literal('decision'),
    scanId: z.string().min(1),
    decision: z.enum(['confirmed', 'rejected', 'needs-more']),
    reason: z.string().min(1),
  }),
  z.strictObject({
    /** The files of a server were taken into the case. */
    kind: z.literal('server'),
    serverId: z.string().min(1),
    name: z.string().min(1),
    country: z.string(),
    custodian: z.string().optional(),
    /** When it was seized, mirrored or listed. */
    seenAt: z.string().optional(),
    source: z.enum(['folder', 'image', 'listing']),
    path: z.string(),
    /** The image that it was read from: the bytes of its disk, and the digests that it states itself, which were compared. */
    image: z.strictObject(imageFields).optional(),
    /** Images among its files whose bytes are no file of it, with the path that those of their files begin with. */
    images: z.array(z.strictObject({ path: z.string().min(1), ...imageFields })).optional(),
    addedAt: instant,
    files: position,
    bytes: position,
    /** Files with a digest, files and places that could not be read. */
    digested: position,
    unread: position,
    unreadPlaces: position,
    /** Files that are fingerprints, which are no copies. */
    fingerprints: position.optional(),
    /** Root of the Merkle tree over the list of files, a line of canonical JSON each, in order of their paths. */
    filesRoot: sha256,
  }),
  z.strictObject({
    /** A bundle was made for another party. */
    kind: z.literal('bundle'),
    name: z.string().min(1),
    manifestSha256: sha256,
  }),
  z.strictObject({
    /** An interval of a reference proves nothing, or counts again. */
    kind: z.literal('exclusion'),
    exclusionId: z.string().min(1),
    ...changed(z.strictObject({ referenceId: z.string(), ...interval, reason: z.string(), carriedFrom: z.string().optional() })),
  }),
  z.strictObject({
    /** Somebody decided whose footage it is that two titles share. */
    kind: z.literal('conflict'),
    conflictId: z.string().min(1),
    ...changed(
      z.strictObject({
        ...{ referenceId: z.string(), otherReferenceId: z.string(), ...interval, otherStart: z.number(), otherEnd: z.number() },
        ...{ decision: z.enum(['undecided', 'shared', 'excluded', 'mine']), reason: z.string().optional() },
      }),
    ),
  }),
  z.strictObject({
    /** A place where copies are allowed. */
    kind: z.literal('allowed-source'),
    sourceId: z.string().min(1),
    ...changed(
      z.strictObject({
        ...{ host: z.string(), account: z.string().optional(), wholeHost: z.boolean().optional(), titleId: z.string().optional() },
        ...{ from: z.string().optional(), fromTimeZone: z.string().optional() },
        ...{ until: z.string().optional(), untilTimeZone: z.string().optional(), reason: z.string().optional() },
      }),
    ),
  }),
  z.strictObject({
    /** A promo, and when it was published. */
    kind: z.literal('promo'),
    referenceId: z.string().min(1),
    ...changed(z.strictObject({ titleId: z.string(), form: z.string().optional(), publications: z.array(publication) })),
  }),
  z.strictObject({
    /** Somebody disputes a scan, or the dispute ended. Of the notice, only the digest is kept. */
    kind: z.literal('dispute'),
    disputeId: z.string().min(1),
    scanId: z.string().min(1),
    ...changed(
      z.strictObject({
        ...{ disputedBy: z.string(), ground: z.string(), textSha256: sha256.optional(), receivedAt: instant, deadline: instant },
        ...{ outcome: z.enum(DISPUTE_OUTCOMES).optional(), outcomeReason: z.string().optional() },
      }),
    ),
  }),
  z.strictObject({
    /** A letter was written for a host. Whether it was sent is not known. */
    kind: z.literal('letter'),
    /** The kind of letter, such as `dmca` or `retraction`. */
    template: z.string().min(1),
    host: z.string(),
    /** The language of a letter for people. */
    language: z.string().optional(),
    /** SHA-256 of its text in UTF-8. */
    textSha256: sha256,
    /** The copies that it names, each with its scan where the library has it. */
    copies: z.array(
      z.strictObject({ location: z.string(), title: z.string(), finding: z.string().optional(), scanId: z.string().min(1).optional() }),
    ),
  }),
  z.strictObject({
    /** Marked copies were issued. */
    kind: z.literal('mark-issue'),
    /** The set of versions that they are put together from. */
    set: z.string().min(1),
    /** The code of the set: what fixes it before a copy is found, without telling anything of it. */
    code: z
      .strictObject({ segments: z.int().min(1), colluders: z.int().min(1).max(20), odds: z.number(), biasesSha256: sha256 })
      .optional(),
    copies: z.array(
      z.strictObject({
        ...{ serial: z.string().min(1), recipient: z.string(), fileSha256: sha256 },
        /** SHA-256 of the copy's word with a salt. */
        wordSha256: sha256.optional(),
      }),
    ),
  }),
  z.strictObject({
    /** The marks of a copy were read. */
    kind: z.literal('mark-reading'),
    set: z.string().min(1),
    path: z.string(),
    fileSha256: sha256,
    segmentsRead: z.int().min(0),
    /** Strength of the mark in units of its noise. */
    strength: z.number(),
    /** Highest chance with which one copy that was not used is named. */
    odds: z.number(),
    /** The issued copies that it is consistent with, each with the decimal logarithms of the chance bound and of the likelihood ratio. */
    consistent: z.array(z.strictObject({ serial: z.string().min(1), logChance: z.number(), logRatio: z.number() })),
    /** What its numbers are computed from. */
    code: z
      .strictObject({
        colluders: z.int().min(1).max(20),
        /** For each segment in hundredths of its noise, 16 bits with the lower byte first. */
        correlations: z.base64(),
        /** The biases of the code; only where copies are named. */
        biases: z.strictObject({ salt: sha256, points: z.base64() }).optional(),
        /** The words of the copies that are named. */
        words: z.array(z.strictObject({ serial: z.string().min(1), salt: sha256, bits: z.base64() })),
      })
      .optional(),
  }),
  z.strictObject({
    /** An earlier entry is wrong. It stays, and this says why. */
    kind: z.literal('correction'),
    corrects: position,
    reason: z.string().min(1),
  }),
] as const;

/** A log of a server was read: what the file is, and each of its lines about a copy of an enrolled title. */
const log = z.strictObject({
  kind: z.literal('log'),
  serverId: z.string().min(1),
  form: z.enum(['xferlog', 'glftpd', 'access']),
  name: z.string().min(1),
  sha256,
  bytes: position,
  lines: position,
  events: position,
  badLines: position,
  /** The offset from UTC that was taken for its times, where its lines have none. */
  zone: z.string().optional(),
  copies: z.array(
    z.strictObject({
      line: z.int().min(1),
      at: instant,
      action: z.enum(['upload', 'download', 'delete', 'make-folder', 'other']),
      isDone: z.boolean(),
      path: z.string(),
      file: z.string(),
      digest: z.string(),
      /** A name on the server. It is no person. */
      account: z.string().optional(),
      address: z.string().optional(),
    }),
  ),
});

/** Copies with canaries of their own were issued. */
const canaryIssue = z.strictObject({
  kind: z.literal('canary-issue'),
  /** The list of issued canaries that they are in: other copies of it may have been issued before. The first entries of this kind lack it. */
  set: z.string().min(1).exactOptional(),
  /** The title, as lists of deliveries name it. */
  title: z.string().min(1),
  /** What differs from copy to copy, in the order of each copy's choices. */
  canaries: z.array(z.strictObject({ kind: z.string().min(1), name: z.string().min(1), choices: z.array(z.string()).min(2) })).min(1),
  /** Who got which copy: for each canary the number of the choice that it carries. */
  copies: z.array(z.strictObject({ recipient: z.string().min(1), choices: z.array(position) })).min(1),
});

/** A copy was compared with the issued ones by its canaries. */
const canaryReading = z.strictObject({
  kind: z.literal('canary-reading'),
  /** The list of issued canaries that it was compared with. The first entries of this kind lack it. */
  set: z.string().min(1).exactOptional(),
  title: z.string().min(1),
  /** The copy; absent where a person stated all that was seen. */
  path: z.string().optional(),
  /** SHA-256 of the copy where it is one file. */
  fileSha256: sha256.optional(),
  /** Canaries of the title, of which some were seen. */
  canaries: z.int().min(1),
  /**
   * What was seen: stated by the structure of the copy or by a person, or read by the program from the pictures. Then with the decimal logarithm
   * of how much likelier they are under this choice than under the next.
   */
  seen: z.array(
    z.strictObject({
      name: z.string().min(1),
      choice: z.string(),
      by: z.enum(['structure', 'person', 'pictures']),
      logRatio: z.number().exactOptional(),
    }),
  ),
  /** The films by which choices were compared with the copy's pictures. Older entries, and readings without pictures, have none. */
  variants: z.array(z.strictObject({ name: z.string().min(1), choice: z.string(), fileSha256: sha256 })).exactOptional(),
  /** Copies that were issued by then: a ratio depends on what they carry. */
  issued: position,
  /** The issued copies that agree in all that was seen, each with the decimal logarithm of the likelihood ratio. */
  consistent: z.array(z.strictObject({ recipient: z.string().min(1), agree: position, logRatio: z.number() })),
});

const firstEvent = z.discriminatedUnion('kind', [firstScan, firstVerdict, ...otherEvents]);
const event = z.discriminatedUnion('kind', [scan, verdict, enrolment, anchor, log, canaryIssue, canaryReading, ...otherEvents]);
const around = { position, previous: sha256.nullable(), at: instant, by: z.string().min(1) };

/** The schema of a {@link LedgerEntry}. */
export const ledgerEntrySchema = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal(LEDGER_FORMAT), ...around, event }),
  z.strictObject({ format: z.literal(FIRST_LEDGER_FORMAT), ...around, event: firstEvent }),
]);

/**
 * What an entry of a ledger records: an enrolment, a scan, a verdict, a person's decision, a server, a bundle that was handed over, a letter that was written, a
 * correction, or a change of what verdicts are by.
 */
export type LedgerEvent = z.infer<typeof event> | z.infer<typeof firstEvent>;

/** A scan in the second form. */
export type ScanEvent = z.infer<typeof scan>;
/** A verdict in the second form. */
export type VerdictEvent = z.infer<typeof verdict>;
/** An enrolment. */
export type EnrolmentEvent = z.infer<typeof enrolment>;

/** An entry of a ledger. */
export interface LedgerEntry {
  /** The form of the entry. */
  readonly format: typeof LEDGER_FORMAT | typeof FIRST_LEDGER_FORMAT;
  /** Its place in the ledger, from 0 on. */
  readonly position: number;
  /** The leaf hash of the entry before it, in hexadecimal; null for the first. */
  readonly previous: string | null;
  /** When it was written: ISO 8601, UTC. */
  readonly at: string;
  /** Who had it written: a name that means something to the ledger's owner. */
  readonly by: string;
  /** What it records. */
  readonly event: LedgerEvent;
}

/** Writes an entry as canonical JSON. @throws TypeError when a field is not as the format has it. */
export function encodeEntry(value: LedgerEntry): string {
  checkObject('value', value);
  const misfit = explainMisfit(ledgerEntrySchema, value);
  if (misfit !== undefined) throw new TypeError(`entry must be one of a ledger: ${misfit}`);
  return toCanonicalJson(value);
}

/** Reads an entry, or says in a few words why it is none. */
export function decodeEntry(text: string): LedgerEntry | { readonly reason: string } {
  checkString('text', text);
  const value = fromCanonicalJson(text);
  if (value === undefined) return { reason: 'it is no canonical JSON' };
  const misfit = explainMisfit(ledgerEntrySchema, value);
  return misfit === undefined ? (value as unknown as LedgerEntry) : { reason: misfit };
}

/** The hash of an entry as a leaf of the Merkle tree, 32 bytes. The next entry names it as its `previous`. */
export function entryHash(text: string): Uint8Array {
  checkString('text', text);
  return hashLeaf(new TextEncoder().encode(text));
}
