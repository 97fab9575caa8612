import { DISPUTE_OUTCOMES, VERDICT_KINDS } from '@streetdate/matcher/internal';
import { discOfReference } from './disc-facts.ts';
import { isccUnitsRecord } from './iscc-units.ts';
import { claimRecord, releaseRecord } from './release-record.ts';
import { z } from './schema.ts';

const area = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });
const point = z.object({ x: z.number(), y: z.number() });

/** The result of one motion channel. */
const motionVote = z.object({
  seenIn: z
    .enum(['brightness', 'pictures'])
    .describe('The compared feature: luma changes of picture areas relative to the whole, or changes of the pictures'),
  moments: z
    .number()
    .int()
    .describe('Number of compared moments: a quarter or a fifth of a second apart, or different pictures of the file'),
  correlation: z
    .number()
    .describe(
      'Correlation of the changes, or mean rank of each picture among the moments around its own, -1 to 1; about 0 for unrelated films',
    ),
  logChance: z.number().describe('Decimal logarithm of the p-value: the probability of this correlation between unrelated films'),
});

/** An interval of the query that matches an interval of a reference; times in seconds, ends exclusive. */
export const segmentRecord = z.object({
  queryStart: z.number(),
  queryEnd: z.number(),
  referenceStart: z.number(),
  referenceEnd: z.number(),
  speed: z
    .number()
    .describe(
      'Seconds of reference in one second of query; below 0 if the query plays the reference backwards: queryStart then shows referenceEnd',
    ),
  mirrored: z.boolean(),
  foundBy: z.enum(['picture', 'sound']).optional().describe('What proposed and supports the alignment; picture if absent'),
  rotation: z
    .union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])
    .describe('Clockwise rotation in degrees, after mirroring'),
  inverted: z.boolean().optional().describe('Whether the file shows a negative; false if absent'),
  queryView: z
    .string()
    .describe(
      'The compared view of the query: active area, inset-1, tilted+3.5, framed-1.33 (within bars), cut-out (a crop), solved (registered)',
    ),
  activeArea: area
    .optional()
    .describe(
      'The picture without bars during most of the segment, in fractions of the query’s frame; of an inset, the surrounding picture',
    ),
  inset: z
    .tuple([point, point, point, point])
    .readonly()
    .optional()
    .describe(
      'Corners of the picture inside the picture, in fractions of the file’s frame: top left, top right, bottom right, bottom left',
    ),
  referenceView: z.string().describe('The compared view of the reference: active area, middle-0.9, solved (registered)'),
  cutOut: area.optional().describe('Crop of the reference’s picture in the query, in fractions of it; present if registered'),
  cutOutAtEnd: area.optional().describe('The crop at the end of the segment; present if it moves: `cutOut` is then the one at its start'),
  tilt: z.number().optional().describe('Further clockwise tilt in degrees beside `rotation`; present if registered'),
  covered: z.number().optional().describe('Share of the query’s picture, 0 to 1, that is covered throughout; present if registered'),
  meanDistance: z.number().describe('Mean share of differing bits, 0 to 1'),
  backgroundDistance: z.number().describe('Mean share of differing bits between these frames and other moments of the reference'),
  framesCompared: z.number().int(),
  independentFrames: z.number(),
  score: z.number(),
  motion: motionVote
    .extend({
      also: motionVote
        .extend({
          dependence: z
            .number()
            .describe('Dependence of both channels among unrelated films, 0 to 1; fully dependent channels count as one'),
        })
        .optional()
        .describe('A second motion channel by itself; the combined values are above'),
    })
    .optional()
    .describe('Evidence of motion; present if it was needed to find the moment in a static scene'),
});

/** A verdict; the fields beside `kind` depend on it. */
export const verdictRecord = z.looseObject({
  kind: z.enum(VERDICT_KINDS),
  summary: z.string().describe('One sentence for people'),
  unpublished: z
    .object({
      seconds: z.number(),
      places: z.number().int(),
      expectedFalseMatches: z.number(),
      intervals: z.array(z.object({ start: z.number(), end: z.number() })).readonly(),
    })
    .exactOptional()
    .describe('Footage that no published promo shows: intervals of the file in seconds, and how sure they are. Present where it counts'),
  disputes: z
    .array(
      z.object({
        id: z.string().describe('Its id, for `dispute end`'),
        ground: z.string(),
        receivedAt: z.string().describe('ISO 8601'),
        deadline: z.string().describe('ISO 8601: until when it is to be answered'),
        outcome: z.enum(DISPUTE_OUTCOMES).exactOptional().describe('How it ended; absent while it is open'),
      }),
    )
    .readonly()
    .exactOptional()
    .describe('The disputes that stand, open or upheld; `otherwise` is the verdict without them. Absent if there are none'),
});

const source = z.enum(['disc', 'digital', 'broadcast', 'camera', 'screener']);

/** The provenance of a file. */
export const sourcesRecord = z.object({
  answer: z
    .object({
      source: source.describe('The source that explains the file best, among the enrolled sources of its title and a camera'),
      certainty: z.enum(['sure', 'likely', 'undecided']).describe('sure: a verdict may use it; likely: only people are told'),
      next: source.optional().describe('The second best source'),
      odds: z.number().describe('Likelihood ratio of the best source to the second best'),
    })
    .optional()
    .describe('The likeliest source after all evidence, including facts entered by hand'),
  evidence: z
    .array(
      z.object({
        source,
        likelihoodRatio: z.number().describe('Against all other sources: above 1 supports this one, below 1 opposes it'),
        reason: z.string(),
        sign: z.string().exactOptional().describe('The sign that was read; absent where an older version read it'),
      }),
    )
    .describe('Independent ratios, which may be multiplied; empty if the sign is inconclusive'),
  silent: z.array(z.object({ sign: z.string(), reason: z.string() })).describe('Signs that do not apply'),
  variants: z
    .array(
      z.object({
        source,
        carries: z.array(z.string()).describe('Reference ids of the variants that fit'),
        excludes: z.array(z.string()).describe('Reference ids of the variants that do not fit'),
        points: z.number().int().describe('Points of the film where the variants differ'),
        chance: z.number().describe('Probability that a copy of none of them agrees in all points'),
        reason: z.string(),
      }),
    )
    .describe('Variants of one release that the file distinguishes'),
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
    .describe('Intervals of this reference, seconds, that other references matched by the same file share; common content does not count'),
  sound: z
    .object({
      vote: z.enum(['agrees', 'disagrees', 'silent', 'alone']),
      codesCompared: z.number().int(),
      meanDistance: z.number(),
      backgroundDistance: z.number(),
      scoreAdded: z.number(),
    })
    .describe('Evidence of the sound for the alignment that the pictures found, or for its own')
    .optional(),
  light: z
    .object({
      vote: z.enum(['agrees', 'silent']),
      changesCompared: z.number().int(),
      correlation: z.number().describe('Correlation of the luma changes, -1 to 1; about 0 for unrelated films'),
      scoreAdded: z.number(),
    })
    .describe('Evidence of the mean luma for the alignment that the pictures found')
    .optional(),
  secondOpinion: z
    .object({
      algorithm: z.string(),
      framesCompared: z.number().int(),
      meanDistance: z.number(),
      vote: z.enum(['agrees', 'disagrees', 'silent']),
    })
    .optional(),
  sources: sourcesRecord.optional().describe('Provenance of the file; present if the title has several renditions'),
  discs: z.array(discOfReference).optional().describe('Enrolled discs with this reference; the file need not come from one of them'),
  manifestSha256: z.string().optional().describe('SHA-256 of the C2PA manifest store of the reference: recovered through the match'),
  published: z
    .array(z.object({ referenceId: z.string(), start: z.number(), end: z.number() }))
    .optional()
    .describe('Intervals of this reference, seconds, that enrolled promos show; absent if there are none'),
  verdict: verdictRecord.describe('The verdict for this match alone'),
});

/** When and where the file was seen, and the evidence for it. */
export const sightingRecord = z.object({
  seenAt: z.string().optional().describe('ISO 8601 with an offset; absent if unknown'),
  seenAtBasis: z.enum(['observed', 'reported', 'file-time', 'unknown']),
  territory: z.string().optional().describe('ISO 3166-1 alpha-2 country code'),
});

/** A place where the file was seen. */
export const seenRecord = sightingRecord.extend({
  link: z.string().optional().describe('The address that it was seen at. It is text: nothing was opened'),
  host: z.string().optional().describe('The server that it was seen on'),
  account: z.string().optional().describe('The account there, as somebody stated it'),
  fault: z.string().optional().describe('What of its stored row cannot be read, and is left out; absent if all can'),
});

/** What one proposer did in a search. */
export const searchStepRecord = z.object({
  proposer: z.string(),
  ran: z.boolean().describe('Whether the query and the references have what it needs'),
  estimatedComparisons: z.number().describe('What searching the whole index would cost, in comparisons of two frames'),
  comparisons: z.number().describe('What it drew from the budget. Look-ups and verification draw nothing'),
  seconds: z.number().describe('Time that it took, with the verification of what it proposed'),
  proposed: z.number().int().describe('Alignments that it proposed'),
  found: z.number().int().describe('Segments that were found at them'),
  bestScore: z.number().optional().describe('Best score of these, −log10 of the expected false matches'),
  secondsExplained: z.number().describe('Seconds of the query that a strong segment covers since then'),
  secondsLeft: z.number().describe('Seconds of the query that no strong segment covers yet'),
});

/** One scanned file: a line of `scan --json` and `judge --json`. */
export const scanRecord = z.object({
  type: z.literal('scan'),
  path: z.string().describe('Path of the file, as found by the scan'),
  scanId: z.string().describe('Id of this scan'),
  kind: z.enum(['film', 'still', 'sound']).describe('A film, a still picture, or sound without a picture'),
  duration: z.number().describe('Seconds, 0 for a still'),
  look: z
    .object({
      frames: z.enum(['every', 'reference', 'key']).describe('Which frames of the whole film were decoded'),
      closer: z.array(z.object({ start: z.number(), end: z.number() })).describe('Intervals with more decoded frames, seconds'),
    })
    .describe('How much of the file was decoded'),
  scannedAt: z.string().describe('ISO 8601, UTC'),
  reused: z.boolean().describe('Whether the result comes from an earlier run, without decoding'),
  sighting: sightingRecord,
  seen: z
    .array(seenRecord)
    .optional()
    .describe('Every place where it was seen, by the feeds of sightings, earliest first. Absent if none is known'),
  damage: z.object({ reason: z.string(), secondsCovered: z.number() }).optional().describe('Present if only a part was readable'),
  partial: z
    .object({
      missing: z.array(
        z.object({
          group: z.number().int().describe('Number of the group of references that was not searched'),
          references: z.number().int().describe('How many references it has'),
          hours: z.number().describe('Their length'),
        }),
      ),
    })
    .optional()
    .describe('Present if some references could not be searched. They may match as well; a later scan searches them'),
  search: z.array(searchStepRecord).optional().describe('Present if it was asked for: what each proposer of the search did, in order'),
  iscc: isccUnitsRecord.optional().describe('Its ISCC; codes of its bytes are known if it matches. Absent if nothing is known'),
  claim: claimRecord.optional().describe('The source that the file’s name claims; it decides nothing'),
  release: releaseRecord.optional().describe('Present for a release: one record, of its gravest file, for all files'),
  matches: z.array(matchRecord).describe('Best first'),
  verdict: verdictRecord.describe(
    'The gravest verdict of the matches: leak, review, authorised, released copy, published material, no match',
  ),
});

/** An unreadable file. The batch continues. */
export const errorRecord = z.object({
  type: z.literal('error'),
  path: z.string(),
  code: z.string(),
  message: z.string(),
});

/** A file that was looked at and is no media. */
export const notMediaRecord = z.object({
  type: z.literal('not-media'),
  path: z.string(),
  content: z.string().describe('What it is: a text, a PDF document'),
});

/** A file that an option left out. */
export const skippedRecord = z.object({
  type: z.literal('skipped'),
  path: z.string(),
  rule: z.string().describe('The pattern that it fits'),
});

const count = z.number().int().nonnegative();

/** What a scan looked at: its last line. Every file is judged, failed, not media, or skipped. */
export const scanSummaryRecord = z.object({
  type: z.literal('summary'),
  files: count.describe('The files, and the members of archives: judged + failed + notMedia + skipped'),
  judged: count.describe('leaks + review + authorised + released + published + noMatch'),
  leaks: count,
  review: count,
  authorised: count.describe('Seen only where their owners allow it'),
  released: count,
  published: count.describe('Published material: all that they show had been published'),
  noMatch: count,
  failed: count,
  notMedia: count,
  skipped: count,
  partial: count.describe('Judged files of which only a part could be read or searched, or whose result could not be stored'),
  reused: count.describe('Judged files whose stored result still holds, so that nothing was decoded'),
  filmSeconds: z.number().describe('Length of the judged films that were not reused'),
  elapsedSeconds: z.number(),
  timesRealTime: z.number().optional().describe('filmSeconds by elapsedSeconds; absent if nothing was decoded'),
});

/** One segment of a match. */
export type SegmentRecord = z.infer<typeof segmentRecord>;
/** One matched reference. */
export type MatchRecord = z.infer<typeof matchRecord>;
/** A verdict. */
export type VerdictRecord = z.infer<typeof verdictRecord>;
/** When and where a file was seen. */
export type SightingRecord = z.infer<typeof sightingRecord>;
/** A place where a file was seen. */
export type SeenRecord = z.infer<typeof seenRecord>;
/** What one proposer did in a search. */
export type SearchStepRecord = z.infer<typeof searchStepRecord>;
/** One scanned file. */
export type ScanRecord = z.infer<typeof scanRecord>;
/** One file that failed. */
export type ErrorRecord = z.infer<typeof errorRecord>;
/** One file that is no media. */
export type NotMediaRecord = z.infer<typeof notMediaRecord>;
/** One skipped file. */
export type SkippedRecord = z.infer<typeof skippedRecord>;
/** What a scan looked at. */
export type ScanSummaryRecord = z.infer<typeof scanSummaryRecord>;
