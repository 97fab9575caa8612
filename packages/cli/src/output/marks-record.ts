import { z } from './schema.ts';

/** A copy that `streetdate mark --json` issued. */
export const issuedRecord = z.object({
  type: z.literal('issued-copy'),
  serial: z.string().describe('Names the copy; it is random and says nothing of the recipient'),
  recipient: z.string(),
  file: z.string().describe('Inside the folder'),
  sha256: z.string(),
  issuedAt: z.string(),
});

/** What `streetdate mark --json` made. */
export const markSetRecord = z.object({
  type: z.literal('marked'),
  set: z.string(),
  segments: z.int(),
  segmentFrames: z.int(),
  colluders: z.int(),
  odds: z.number(),
  psnrMean: z.number().describe('Luma, before it is encoded, dB'),
  psnrLeast: z.number().describe('Of the frame that was changed most, dB'),
});

/** What `streetdate trace --json` read. */
export const traceRecord = z.object({
  type: z.literal('trace'),
  path: z.string(),
  set: z.string(),
  alignedSeconds: z.number().describe('Of the copy that show the original'),
  segmentsRead: z.int(),
  segments: z.int(),
  strength: z.number().describe('Of the mark in units of its noise; about 0 where there is none'),
  consistentWith: z.int().describe('How many issued copies it is consistent with'),
  copies: z.array(
    z.object({
      serial: z.string(),
      recipient: z.string(),
      score: z.number(),
      logChance: z.number().describe('Decimal logarithm of an upper bound of the chance that an unused copy scores as high'),
      logRatio: z.number().describe('Decimal logarithm of the likelihood ratio: used against not used'),
      consistent: z.boolean(),
    }),
  ),
});

/** What `streetdate marks plan --canaries --json` prints. */
export const canaryPlanRecord = z.object({
  type: z.literal('canary-plan'),
  recipients: z.int().describe('That get combinations of their own'),
  afterLosses: z.array(z.int()).describe('That are told apart where any 0, 1, 2 … canaries were lost'),
});

/** What `streetdate marks plan --json` prints. */
export const marksPlanRecord = z.object({
  type: z.literal('marks-plan'),
  segmentSeconds: z.number(),
  filmSegments: z.int().optional(),
  odds: z.number().describe('Highest chance that one copy which was not used is named'),
  missOdds: z.number().describe('Highest chance that no used copy is named'),
  readable: z.number().describe('Share of the segments that a pirate copy still tells: an assumption'),
  rows: z.array(z.object({ colluders: z.int(), segments: z.int(), seconds: z.number(), fits: z.boolean().optional() })),
});

/** A combination that `streetdate marks assign --json` gave or registered. */
export const issuedCanariesRecord = z.object({
  type: z.literal('issued-canaries'),
  recipient: z.string(),
  variant: z.string().describe('The numbers of the choices, joined by hyphens, as in a list of deliveries'),
  choices: z.array(z.object({ name: z.string(), choice: z.string() })),
});

/** What `streetdate marks compare --json` found. */
export const canaryReadingRecord = z.object({
  type: z.literal('canary-reading'),
  title: z.string(),
  path: z.string().optional(),
  canaries: z.int().describe('How many the copies carry'),
  seen: z.array(
    z.object({
      name: z.string(),
      choice: z.string(),
      by: z.enum(['structure', 'person', 'pictures']).describe('Read from the disc or file, stated, or read from the pictures'),
      logRatio: z
        .number()
        .optional()
        .describe(
          'Of a reading from pictures: decimal logarithm of how much likelier they are under this choice than under the next, 2 to 6',
        ),
    }),
  ),
  notTold: z
    .array(z.object({ name: z.string(), reason: z.enum(['missing', 'registration', 'alike', 'neither', 'moment', 'unsure']) }))
    .optional()
    .describe('Canaries with variants that the pictures do not tell, and why'),
  consistentWith: z.int().describe('Issued copies that agree with all that was seen'),
  copies: z.array(
    z.object({
      recipient: z.string(),
      variant: z.string(),
      agree: z.int(),
      differ: z.int(),
      logRatio: z.number().describe('Decimal logarithm of the likelihood ratio: used, against copies as they were issued'),
      consistent: z.boolean(),
    }),
  ),
});
