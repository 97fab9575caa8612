import { z } from './schema.ts';

/** The findings of `streetdate doctor`: the line of `doctor --json`. */
export const doctorRecord = z.object({
  type: z.literal('doctor'),
  fit: z.boolean().describe('Whether films and stills can be read, and libraries kept'),
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
  sqlite: z.string().optional().describe('What provides SQLite: `node:sqlite` or `better-sqlite3`; absent if nothing does'),
  library: z
    .object({
      folder: z.string().describe('Absolute path'),
      exists: z.boolean(),
      access: z.enum(['write', 'read']).optional().describe('Whether it can only be read; absent if there is none'),
      titles: z.number().optional().describe('Absent if it cannot be opened'),
      references: z.number().optional(),
      lackLocalFeatures: z
        .number()
        .optional()
        .describe('References of an earlier version without local features; `enroll --local-features` adds them'),
      nearest: z.string().optional().describe('Another library that may be meant, where this one does not exist'),
      from: z.enum(['option', 'environment', 'project-file', 'user-file', 'default']).describe('Where its name comes from'),
    })
    .describe('The library that commands use'),
  settings: z
    .array(z.object({ from: z.enum(['project-file', 'user-file']), path: z.string(), exists: z.boolean() }))
    .describe('Configuration files: the nearest streetdate.json, absent if there is none, and that of the user'),
  service: z
    .array(
      z.object({
        part: z.enum(['disk', 'database', 'clock', 'queue', 'storage', 'certificate', 'proxy']),
        isWell: z.boolean(),
        text: z.string().describe('What was found, without passwords'),
      }),
    )
    .optional()
    .describe('What a service needs; absent where neither its servers nor its address are named'),
  problems: z.array(z.string()).describe('One sentence each; empty if all is well'),
});

/** The findings of `streetdate doctor`. */
export type DoctorRecord = z.infer<typeof doctorRecord>;
