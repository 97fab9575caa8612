import { z } from './schema.ts';

/** The contents of `disc.json` beside a disc. Options of `enroll disc` override it. */
export const discFacts = z.object({
  title: z.string().min(1).optional().describe('The name or id of the film'),
  year: z.number().int().optional(),
  distributor: z.string().min(1).optional(),
  edition: z.string().min(1).optional().describe('The name of its edition'),
  variant: z.string().min(1).optional().describe('The variant or batch, if kept apart from others of its edition'),
  territory: z.string().min(1).optional().describe('Territory of its sale: ISO 3166-1 alpha-2, or WORLD'),
  streetDate: z.string().min(1).optional().describe('Its street date, ISO 8601'),
  windows: z.array(z.string()).optional().describe('Further release windows, such as US:digital:2026-02-24@America/New_York'),
  mainTitle: z.string().min(1).optional().describe('The title or playlist of the film; overrides the automatic choice'),
  features: z
    .record(
      z.string(),
      z.object({
        title: z.string().min(1).optional().describe('Its name'),
        enroll: z.boolean().optional().describe('false leaves it out'),
      }),
    )
    .optional()
    .describe('Facts about single titles or playlists, by their ids'),
});

/** The contents of `disc.json` beside a disc. */
export type DiscFacts = z.infer<typeof discFacts>;

/** A disc that contains a reference. */
export const discOfReference = z.object({
  id: z.string(),
  kind: z.enum(['dvd', 'bluray', 'uhd-bluray']),
  feature: z.string().describe("The disc's title or playlist, with its angle from the second on"),
  role: z.enum(['film', 'extra']),
  edition: z.string().optional(),
  variant: z.string().optional(),
  territory: z.string().optional(),
  distributor: z.string().optional(),
  streetDate: z.string().optional(),
});

/** A disc that contains a reference. */
export type DiscOfReference = z.infer<typeof discOfReference>;

/** An enrolled disc: the last line of `enroll disc --json`. */
export const enrolledDiscRecord = z.object({
  type: z.literal('enrolled-disc'),
  id: z.string(),
  titleId: z.string(),
  title: z.string(),
  kind: z.enum(['dvd', 'bluray', 'uhd-bluray']),
  path: z.string(),
  label: z.string().optional(),
  edition: z.string().optional(),
  variant: z.string().optional(),
  territory: z.string().optional(),
  distributor: z.string().optional(),
  streetDate: z.string().optional(),
  ids: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
  features: z.array(z.object({ feature: z.string(), role: z.enum(['film', 'extra']), referenceId: z.string() })),
  leftOut: z.array(z.object({ title: z.string(), reason: z.string() })),
  clipsDecoded: z.number().int().describe('Clips decoded by this call'),
  clipsKnown: z.number().int().describe('Clips decoded by an earlier call'),
  enrolledAt: z.string().describe('ISO 8601, UTC'),
});

/** An enrolled disc: the last line of `enroll disc --json`. */
export type EnrolledDiscRecord = z.infer<typeof enrolledDiscRecord>;
