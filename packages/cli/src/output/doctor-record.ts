import { z } from './schema.ts';

/** The findings of `streetdate doctor`: the line of `doctor --json`. */
export const doctorRecord = z.object({
  type: z.literal('doctor'),
  fit: z.boolean().describe('Whether films and stills can be read'),
  version: z.string().describe('Version of streetdate'),
  node: z.string(),
  decoder: z
    .object({
      ffmpegPath: z.string(),
      ffprobePath: z.string(),
      version: z.string(),
      probeVersion: z.string(),
      old: z.boolean().describe('Whether it is too old for untrusted files'),
      missingDecoders: z.array(z.string()).describe('Important codecs that it cannot decode'),
      missingFilters: z.array(z.string()).describe('Missing filters; unless empty, nothing can be decoded properly'),
      confinement: z
        .object({
          wish: z.enum(['required', 'best', 'limits', 'none']).describe('The environment variable STREETDATE_CONFINEMENT'),
          name: z.enum(['bubblewrap', 'limits', 'none']).describe('How decoders are confined'),
          inForce: z.array(z.string()).describe('What holds for them, a phrase each'),
          missing: z.array(z.string()).describe('What does not'),
          strongest: z.enum(['bubblewrap', 'limits', 'none']).describe('The strongest confinement of this system'),
          weakness: z.string().optional().describe('Why it has no stronger one; absent if it has'),
        })
        .describe('How decoders are confined when they read untrusted files'),
      installLine: z.string(),
    })
    .optional()
    .describe('Absent if no decoder was found'),
  stills: z
    .object({ readable: z.array(z.string()), unreadable: z.array(z.string()) })
    .describe('Image formats, and whether a sample of each could be decoded'),
  optional: z
    .array(
      z.object({
        name: z.string(),
        purpose: z.string().describe('What it is for'),
        version: z.string().optional().describe('Absent if it is not installed'),
        install: z.string().optional().describe('The command that installs it; absent if it is installed'),
      }),
    )
    .describe('Packages that are installed only by who needs them'),
  problems: z.array(z.string()).describe('One sentence each; empty if all is well'),
});

/** The findings of `streetdate doctor`. */
export type DoctorRecord = z.infer<typeof doctorRecord>;
