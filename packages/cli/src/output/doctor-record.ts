import { z } from './schema.ts';

/** What `streetdate doctor` found: the line that `doctor --json` prints. */
export const doctorRecord = z.object({
  type: z.literal('doctor'),
  fit: z.boolean().describe('Whether films and stills can be read'),
  version: z.string().describe('Of this command'),
  node: z.string(),
  decoder: z
    .object({
      ffmpegPath: z.string(),
      ffprobePath: z.string(),
      version: z.string(),
      probeVersion: z.string(),
      old: z.boolean().describe('Too old for files by strangers'),
      missingDecoders: z.array(z.string()).describe('Codecs that matter and cannot be decoded'),
      missingFilters: z.array(z.string()).describe('Not empty: nothing can be decoded properly'),
      installLine: z.string(),
    })
    .optional()
    .describe('Absent where no decoder was found'),
  stills: z
    .object({ readable: z.array(z.string()), unreadable: z.array(z.string()) })
    .describe('Formats of pictures, by whether a sample of each could be decoded'),
  problems: z.array(z.string()).describe('One sentence each; empty where all is well'),
});

/** What `streetdate doctor` found. */
export type DoctorRecord = z.infer<typeof doctorRecord>;
