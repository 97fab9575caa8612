import { CHANNELS, PROMO_FORMS, PROMO_STATES, REFERENCE_KINDS } from '@streetdate/matcher/internal';
import { discOfReference } from './disc-facts.ts';
import { isccUnitsRecord } from './iscc-units.ts';
import { toJsonSchema, z } from './schema.ts';

/** When a title may first be offered through one channel in one territory. */
export const windowRecord = z.object({
  territory: z.string().min(1).describe('ISO 3166-1 alpha-2 country code, or WORLD'),
  channel: z.enum(CHANNELS),
  party: z.string().optional().describe('Who may use the work, for the channel licensed'),
  opensAt: z.string().min(1).describe('ISO 8601: an instant with an offset, or a local date or date-time'),
  timeZone: z.string().optional().describe('IANA time zone of a local opensAt'),
});

/** When and where a promo was published. */
export const publicationRecord = windowRecord.pick({ territory: true, opensAt: true, timeZone: true }).extend({
  timeZone: z.string().exactOptional().describe('IANA time zone of a local opensAt'),
});

/** What is known of a promo. */
export const promoRecord = z.object({
  form: z.enum(PROMO_FORMS).optional(),
  publications: z.array(publicationRecord).readonly(),
});

const titleFields = {
  id: z.string().min(1),
  name: z.string().min(1),
  year: z.number().int().optional(),
  eidr: z.string().optional(),
  isan: z.string().optional(),
  promos: z
    .enum(PROMO_STATES)
    .optional()
    .describe('Which of its promos are enrolled: none were published, or the enrolled ones are complete; unknown if absent'),
  windows: z.array(windowRecord),
};

const referenceFields = {
  id: z.string().min(1),
  titleId: z.string().min(1),
  kind: z.enum(REFERENCE_KINDS),
  edition: z.string().optional().describe("A disc's edition, as its distributor names it"),
  territory: z.string().optional().describe('Territory of its sale'),
  promo: promoRecord.optional().describe('For the kind promo: its form and its publications'),
  duration: z.number().describe('Seconds, 0 for a still'),
  iscc: isccUnitsRecord.optional().describe('Its ISCC; absent if it was enrolled without'),
};

/** An exclusion in an exported library, and in what is printed. */
export const exclusionFields = {
  id: z.string().min(1).describe('Its id, for `exclude remove`'),
  referenceId: z.string().min(1),
  start: z.number().nonnegative().describe('Seconds of the reference'),
  end: z.number().positive().describe('Seconds of the reference, exclusive'),
  reason: z.string(),
  addedAt: z.string().describe('ISO 8601, UTC'),
  carriedFrom: z.string().optional().describe('The exclusion of another rendition that it was carried from; absent if a person gave it'),
};

/** Footage that references of two titles share, in an exported library, and in what is printed. */
export const conflictFields = {
  id: z.string().min(1).describe('Its id, for `conflicts decide`'),
  referenceId: z.string().min(1).describe('The reference that was enrolled later; once it is mine, the one that the footage belongs to'),
  otherReferenceId: z.string().min(1),
  start: z.number().nonnegative().describe('Seconds of the reference'),
  end: z.number().positive().describe('Seconds of the reference, exclusive'),
  otherStart: z.number().nonnegative().describe('Seconds of the other reference'),
  otherEnd: z.number().positive().describe('Seconds of the other reference, exclusive'),
  decision: z
    .enum(['undecided', 'shared', 'excluded', 'mine'])
    .describe('Undecided, shared and excluded footage proves nothing for either title; mine proves that of the reference'),
  decidedAt: z.string().optional().describe('ISO 8601, UTC'),
  reason: z.string().optional().describe('In the words of the one who decided'),
};

/** A title of the library: a line of `title add --json` and `title list --json`. */
export const titleRecord = z.object({
  type: z.literal('title'),
  ...titleFields,
  referenceIds: z.array(z.string()).describe('Its enrolled renditions'),
  exclusions: z
    .array(z.object(exclusionFields))
    .optional()
    .describe('Intervals of its renditions that prove nothing; absent if there are none'),
  conflicts: z
    .array(z.object(conflictFields))
    .optional()
    .describe('Footage that its renditions share with other titles; absent if there is none'),
});

/** A place where copies are allowed. */
export const allowedSourceRecord = z.object({
  type: z.literal('allowed-source'),
  id: z.string().min(1).describe('Its id, which `allow remove` takes'),
  host: z.string().describe('A host name in lower case with other scripts as xn--, or *. and one: any host under it'),
  account: z.string().optional().describe('The account on that host; absent with wholeHost'),
  titleId: z.string().optional().describe('The only title that is allowed there; absent for every title'),
  title: z.string().optional().describe('The name of that title'),
  from: z.string().optional().describe('From when on: ISO 8601; absent for always'),
  fromTimeZone: z.string().optional().describe('IANA time zone of a local from'),
  until: z.string().optional().describe('The first instant at which it is no longer allowed: ISO 8601; absent for never'),
  untilTimeZone: z.string().optional().describe('IANA time zone of a local until'),
  wholeHost: z.literal(true).optional().describe('Present if every account of the host is allowed'),
  reason: z.string().optional().describe("In the owner's words"),
  addedAt: z.string().describe('ISO 8601, UTC'),
  words: z.string().describe('All of it in words'),
  alreadyAllowed: z.literal(true).optional().describe('Present if it was allowed before it was added'),
});

/** An enrolled rendition: a line of `enroll --json` and `show --json`. */
export const referenceRecord = z.object({
  type: z.literal('reference'),
  ...referenceFields,
  title: z.string(),
  path: z.string().optional().describe('The media file; absent if it was imported from another library'),
  enrolledAt: z.string().describe('ISO 8601, UTC'),
  alreadyEnrolled: z.boolean().optional().describe('Present if it was already enrolled'),
  upgraded: z
    .array(z.enum(['thumbnails', 'details', 'localFeatures']))
    .optional()
    .describe('What was added to an enrolled reference, for which its media was decoded again; absent if nothing was'),
  damage: z.object({ reason: z.string(), secondsCovered: z.number() }).optional(),
  inFilms: z
    .array(
      z.object({
        referenceId: z.string(),
        pieces: z.number().int(),
        foundSeconds: z.number().describe('Seconds of the promo that are in the film'),
        promoSeconds: z.number().describe('Seconds of the promo whose pictures can be compared'),
      }),
    )
    .optional()
    .describe('For a promo: how much of it was found in the films of its title'),
  discs: z.array(discOfReference).optional().describe('Enrolled discs that contain it'),
  manifestSha256: z.string().optional().describe('SHA-256 of its C2PA manifest store, which the library keeps'),
  provesNothing: z
    .array(z.object({ start: z.number(), end: z.number(), why: z.enum(['excluded', 'shared', 'undecided']), reason: z.string() }))
    .optional()
    .describe('Its intervals that prove nothing, in seconds; absent if there are none'),
  conflicts: z
    .array(z.object(conflictFields))
    .optional()
    .describe('Footage that it shares with other titles, found when it was enrolled now; absent if there is none'),
  notCarried: z
    .array(z.object({ exclusionId: z.string(), spans: z.array(z.object({ start: z.number(), end: z.number() })) }))
    .optional()
    .describe('Exclusions of its title that were not found in it when it was enrolled now; absent if there are none'),
});

/** A written fingerprint file: a line of `fingerprint --json`. */
export const fingerprintRecord = z.object({
  type: z.literal('fingerprint'),
  path: z.string(),
  output: z.string().describe('The .sdfp file'),
  bytes: z.number().int(),
  role: z.enum(['reference', 'query']),
  kind: z.enum(['film', 'still', 'sound']),
  duration: z.number().describe('Seconds, 0 for a still'),
  tracks: z.array(z.object({ algorithm: z.string(), frames: z.number().int() })),
  damage: z.object({ reason: z.string(), secondsCovered: z.number() }).optional(),
});

/** The result line of `export --json` and `import --json`. */
export const transferRecord = z.object({
  type: z.enum(['export', 'import']),
  path: z.string(),
  titles: z.number().int().describe('Titles in the folder'),
  references: z.number().int().describe('References in the folder'),
  discs: z.number().int().describe('Discs in the folder'),
  added: z.number().int().describe('New references'),
});

/** A disc in an exported library: its features by reference, and its ids. */
export const discInLibrary = z.object({
  id: z.string().min(1),
  titleId: z.string().min(1).describe('The title of its film'),
  kind: z.enum(['dvd', 'bluray', 'uhd-bluray']),
  label: z.string().optional().describe('Name of its volume'),
  edition: z.string().optional(),
  variant: z.string().optional().describe('The variant or batch, if kept apart from others of its edition'),
  territory: z.string().optional(),
  distributor: z.string().optional(),
  streetDate: z.string().optional().describe('Its street date, as given'),
  ids: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
  features: z.array(z.object({ feature: z.string(), role: z.enum(['film', 'extra']), referenceId: z.string() })),
});

/** The result line of `export --parquet --json`. */
export const parquetRecord = z.object({
  type: z.literal('export-parquet'),
  path: z.string(),
  references: z.number().int(),
  frames: z.number().int().describe('Rows of codes.parquet'),
  bands: z.number().int().describe('Rows of bands.parquet'),
  commonBands: z.number().int().describe('Band keys left out because too many references share them'),
});

/** `library.json`: the manifest of an exported reference library. */
export const libraryManifest = z.object({
  $schema: z.string().optional(),
  format: z.literal('streetdate-library'),
  version: z.literal(1),
  titles: z.array(z.object(titleFields)),
  references: z.array(
    z.object({
      ...referenceFields,
      // A name, never a path: an import must not read or write outside its folder.
      file: z.string().regex(/^[0-9a-f]{64}\.sdfp$/, 'must be a SHA-256 in hexadecimal and .sdfp'),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
      bytes: z.number().int().nonnegative(),
    }),
  ),
  discs: z.array(discInLibrary).optional().describe('Discs with features among the references'),
  exclusions: z.array(z.object(exclusionFields)).optional().describe('Intervals of the references that prove nothing'),
  conflicts: z.array(z.object(conflictFields)).optional().describe('Footage that references of two titles share'),
});

/** The JSON Schema in an exported library: `library.schema.json`. */
export function libraryManifestSchema(): string {
  return `${JSON.stringify(toJsonSchema('library.json, the manifest of an exported reference library', libraryManifest), undefined, 2)}\n`;
}

/** A release window. */
export type WindowRecord = z.infer<typeof windowRecord>;
/** A title. */
export type TitleRecord = z.infer<typeof titleRecord>;
/** An enrolled rendition. */
export type ReferenceRecord = z.infer<typeof referenceRecord>;
/** A written fingerprint file. */
export type FingerprintRecord = z.infer<typeof fingerprintRecord>;
/** A finished export as Parquet. */
export type ParquetRecord = z.infer<typeof parquetRecord>;
/** A finished export or import. */
export type TransferRecord = z.infer<typeof transferRecord>;
/** A disc in an exported library. */
export type DiscInLibrary = z.infer<typeof discInLibrary>;
/** The manifest of an exported library. */
export type LibraryManifest = z.infer<typeof libraryManifest>;
