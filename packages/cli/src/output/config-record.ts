import { z } from './schema.ts';

/** When text is coloured. */
const color = z.enum(['auto', 'always', 'never']);

/** A configuration file: `streetdate.json` of a project, or `config.json` of a user. */
export const configFile = z.strictObject({
  $schema: z.string().optional().describe('The JSON Schema of this file, for editors'),
  home: z
    .string()
    .min(1)
    .regex(/^[^\0]*$/, 'must not have the character NUL')
    .optional()
    .describe("The library's folder; a relative one is relative to this file"),
  territory: z
    .string()
    .optional()
    .describe('Where files are seen and discs are sold, ISO 3166-1 (US), in `scan`, `watch`, `sweep`, `enroll` and `title add`'),
  concurrency: z.int().min(1).max(9999).optional().describe('Files decoded at the same time'),
  quiet: z.boolean().optional().describe('No notes and no progress; errors are still printed'),
  color: color.optional().describe('Whether text is coloured; `auto` does so on a terminal'),
});

/** The content of a configuration file. */
export type ConfigFile = z.infer<typeof configFile>;

const origin = {
  from: z.enum(['option', 'environment', 'project-file', 'user-file', 'default']).describe('Where the value comes from'),
  name: z.string().optional().describe('The option or variable'),
  path: z.string().optional().describe('The file'),
};

/** What `config show --json` prints: each setting and where it comes from. */
export const configRecord = z.object({
  type: z.literal('config'),
  settings: z.object({
    home: z.object({ value: z.string(), ...origin }),
    territory: z.object({ value: z.string().optional().describe('Absent if there is none'), ...origin }),
    concurrency: z.object({ value: z.number().optional().describe('Absent if it is chosen by the machine'), ...origin }),
    quiet: z.object({ value: z.boolean(), ...origin }),
    color: z.object({ value: color, ...origin }),
  }),
  files: z
    .array(z.object({ from: z.enum(['project-file', 'user-file']), path: z.string(), exists: z.boolean() }))
    .describe('The files that were looked for: the nearest streetdate.json, absent if there is none, and that of the user'),
});

/** What `config show --json` prints. */
export type ConfigRecord = z.infer<typeof configRecord>;
