import { discOfReference } from './disc-facts.ts';
import { claimRecord, releaseRecord } from './release-record.ts';
import { z } from './schema.ts';

const area = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });
const point = z.object({ x: z.number(), y: z.number() });

/** The result of one motion channel. */
const motionVote = z.object({
  seenIn: z
    .enum(['brightness', 'pictures'])
    .describe('In how parts of the picture brighten and darken beside the whole, or in how the bits of its hashes change'),
  moments: z.number().int().describe('Compared: a quarter or a fifth of a second apart, or different pictures of the file'),
  correlation: z.number().describe('Of how they change, -1 to 1; strangers are about 0'),
  logChance: z.number().describe('Decimal logarithm of the chance that strangers go along as well'),
});

/** An interval of the query that matches an interval of a reference; times in seconds, ends exclusive. */
export const segmentRecord = z.object({
  queryStart: z.number(),
  queryEnd: z.number(),
  referenceStart: z.number(),
  referenceEnd: z.number(),
  speed: z.number().describe('Seconds of reference that pass in one second of query'),
  mirrored: z.boolean(),
  foundBy: z.enum(['picture', 'sound']).optional().describe('What proposed and bears the line; pictures where it is not said'),
  rotation: z
    .union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])
    .describe('Degrees clockwise by which the picture is turned, after it was mirrored'),
  queryView: z
    .string()
    .describe('Which part of the picture in the file was compared: active, inset-1, tilted+3.5, framed-1.33, cut-out, solved'),
  activeArea: area
    .optional()
    .describe(
      'The picture without bars for most of the stretch, in fractions of the file’s frame; of an inset, the picture that it lies in',
    ),
  inset: z
    .tuple([point, point, point, point])
    .readonly()
    .optional()
    .describe(
      'Corners of the picture inside the picture, in fractions of the file’s frame: top left, top right, bottom right, bottom left',
    ),
  referenceView: z.string().describe('Which part of the picture of the reference: active, middle-0.9, solved'),
  cutOut: area.optional().describe('The part of the reference’s picture that the file shows, in fractions of it, where that was solved'),
  tilt: z
    .number()
    .optional()
    .describe('Degrees clockwise by which the file shows the picture turned beside `rotation`, where that was solved'),
  covered: z
    .number()
    .optional()
    .describe('Share of the picture in the file, 0 to 1, that shows something else throughout, where that was solved'),
  meanDistance: z.number().describe('Mean share of differing bits, 0 to 1'),
  backgroundDistance: z.number().describe('The same between these frames and other moments of the reference'),
  framesCompared: z.number().int(),
  independentFrames: z.number(),
  score: z.number(),
  motion: motionVote
    .extend({
      also: motionVote
        .extend({
          dependence: z.number().describe('How much both go together among strangers, 0 to 1: witnesses that see the same are one'),
        })
        .optional()
        .describe('Where else it is seen, and what that says alone; what both say together stands above'),
    })
    .optional()
    .describe('What moves in the picture, where that was needed to know which moment of a still scene is shown'),
});

/** A verdict; the fields beside `kind` depend on it. */
export const verdictRecord = z.looseObject({
  kind: z.enum(['no-match', 'needs-review', 'pre-release-leak', 'released-copy']),
  summary: z.string().describe('One sentence for a person'),
});

const source = z.enum(['disc', 'digital', 'broadcast', 'camera', 'screener']);

/** The provenance of a file. */
export const sourcesRecord = z.object({
  answer: z
    .object({
      source: source.describe(
        'What explains the file best, of the enrolled sources of its title and a camera; says nothing where undecided',
      ),
      certainty: z
        .enum(['sure', 'likely', 'undecided'])
        .describe('Sure: a verdict may go by it. Likely: a person is told, a verdict does not'),
      next: source.optional().describe('What explains it next best'),
      odds: z.number().describe('How much better the best explains it than the next'),
    })
    .optional()
    .describe('Which source the evidence leaves likeliest, what was said of the copy by hand included'),
  evidence: z
    .array(
      z.object({
        source,
        likelihoodRatio: z.number().describe('Against all other sources: above 1 speaks for this one, below 1 against it'),
        reason: z.string(),
      }),
    )
    .describe('May be multiplied; empty where nothing can be said'),
  silent: z.array(z.object({ sign: z.string(), reason: z.string() })).describe('Signs that could not say'),
  variants: z
    .array(
      z.object({
        source,
        carries: z.array(z.string()).describe('Reference ids of the variants that fit'),
        excludes: z.array(z.string()).describe('Reference ids of those that do not'),
        points: z.number().int().describe('Points of the film that tell them apart'),
        chance: z.number().describe('Chance that a copy of none of them would agree in all points'),
        reason: z.string(),
      }),
    )
    .describe('Variants of one release that the file tells apart'),
});

/** One reference that the file matches. */
export const matchRecord = z.object({
  referenceId: z.string(),
  titleId: z.string(),
  title: z.string(),
  score: z.number().describe('Minus the decimal logarithm of expectedFalseMatches, at least 0'),
  expectedFalseMatches: z.number(),
  strength: z.enum(['strong', 'weak']),
  segments: z.array(segmentRecord).min(1),
  shared: z
    .array(
      z.object({
        referenceId: z.string(),
        start: z.number(),
        end: z.number(),
        kind: z.enum(['duplicate', 'part', 'common']),
      }),
    )
    .optional()
    .describe('Stretches of this reference, seconds, that others found in the same file have as well; common ones are not counted'),
  sound: z
    .object({
      vote: z.enum(['agrees', 'disagrees', 'silent', 'alone']),
      codesCompared: z.number().int(),
      meanDistance: z.number(),
      backgroundDistance: z.number(),
      scoreAdded: z.number(),
    })
    .describe('What the sound says of the line that the pictures found, or of its own')
    .optional(),
  light: z
    .object({
      vote: z.enum(['agrees', 'silent']),
      changesCompared: z.number().int(),
      correlation: z.number().describe('Of the changes of brightness, -1 to 1; strangers are about 0'),
      scoreAdded: z.number(),
    })
    .describe('Whether the brightness changes as the reference’s does on the line that the pictures found')
    .optional(),
  secondOpinion: z
    .object({
      algorithm: z.string(),
      framesCompared: z.number().int(),
      meanDistance: z.number(),
      vote: z.enum(['agrees', 'disagrees', 'silent']),
    })
    .optional(),
  sources: sourcesRecord
    .optional()
    .describe('What the file says of the release that it was made from; present where the title has several renditions'),
  discs: z
    .array(discOfReference)
    .optional()
    .describe('Enrolled discs that have this reference; they do not say that the file was made from one'),
  verdict: verdictRecord.describe('What this match alone would mean'),
});

/** When and where the file was seen, and the evidence for it. */
export const sightingRecord = z.object({
  seenAt: z.string().optional().describe('ISO 8601 with an offset; absent when nobody knows'),
  seenAtBasis: z.enum(['observed', 'reported', 'file-time', 'unknown']),
  territory: z.string().optional().describe('ISO 3166-1 alpha-2 country code'),
});

/** One scanned file: a line of `scan --json` and `judge --json`. */
export const scanRecord = z.object({
  type: z.literal('scan'),
  path: z.string().describe('The file as the scan found it'),
  scanId: z.string().describe('Names this scan to `judge`, `show` and `report`'),
  kind: z.enum(['film', 'still']),
  duration: z.number().describe('Seconds, 0 for a still'),
  look: z
    .object({
      frames: z.enum(['every', 'reference', 'key']).describe('Which frames of the whole film were decoded'),
      closer: z.array(z.object({ start: z.number(), end: z.number() })).describe('Stretches, seconds, of which more were'),
    })
    .describe('How closely the file was looked at'),
  scannedAt: z.string().describe('ISO 8601, UTC'),
  reused: z.boolean().describe('Whether the result was stored by an earlier run; nothing was decoded then'),
  sighting: sightingRecord,
  damage: z.object({ reason: z.string(), secondsCovered: z.number() }).optional().describe('Present when only a part could be read'),
  claim: claimRecord.optional().describe('What the name says of the source; it decides nothing'),
  release: releaseRecord.optional().describe('Present for a release: one record for all of its files, of the gravest of them'),
  matches: z.array(matchRecord).describe('Best first'),
  verdict: verdictRecord.describe('The gravest verdict of the matches: leak, then review, then released copy, then no match'),
});

/** An unreadable file. The batch continues. */
export const errorRecord = z.object({
  type: z.literal('error'),
  path: z.string(),
  code: z.string(),
  message: z.string(),
});

/** One segment of a match. */
export type SegmentRecord = z.infer<typeof segmentRecord>;
/** One matched reference. */
export type MatchRecord = z.infer<typeof matchRecord>;
/** A verdict. */
export type VerdictRecord = z.infer<typeof verdictRecord>;
/** When and where a file was seen. */
export type SightingRecord = z.infer<typeof sightingRecord>;
/** One scanned file. */
export type ScanRecord = z.infer<typeof scanRecord>;
/** One file that failed. */
export type ErrorRecord = z.infer<typeof errorRecord>;
