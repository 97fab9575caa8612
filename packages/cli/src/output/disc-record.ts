import { z } from './schema.ts';

const seconds = (what: string) => z.number().describe(`Seconds${what}`);

const timelinePart = z.object({
  clip: z.string(),
  start: seconds(' from the first picture of the clip'),
  end: seconds(', exclusive'),
  seamless: z.boolean().describe('Whether the disc states that it continues the part before without a break'),
});

const video = z.object({
  codec: z.string(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  standard: z.enum(['NTSC', 'PAL']).optional(),
  frameRate: z.number().optional(),
  scan: z.enum(['interlaced', 'progressive']).optional(),
  aspect: z.enum(['4:3', '16:9']).optional(),
  dynamicRange: z.string().optional(),
});

const audio = z.object({
  codec: z.string(),
  channels: z.number().int().optional(),
  sampleRate: z.number().int().optional(),
  language: z.string().optional().describe('ISO 639, as recorded'),
  purpose: z.string().optional(),
});

const subtitles = z.object({ codec: z.string(), language: z.string().optional(), purpose: z.string().optional() });

/** A disc: the output of `disc show --json`. */
export const discRecord = z.object({
  type: z.literal('disc'),
  path: z.string(),
  kind: z.enum(['dvd', 'bluray', 'uhd-bluray']),
  source: z.string().describe('Its file system: folder, iso9660, or udf with its revision'),
  label: z.string().optional(),
  names: z.record(z.string(), z.string()).describe('Names of the disc, by language'),
  provider: z.string().optional(),
  regions: z.array(z.number().int()).describe('Regions that a DVD may be played in'),
  parental: z.array(z.object({ country: z.string(), levels: z.array(z.number().int()) })),
  protection: z.object({
    schemes: z.array(z.string()),
    scrambledAt: z.string().optional().describe('Position of scrambled data; such a disc cannot be enrolled'),
  }),
  ids: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
  programs: z.array(
    z.object({
      id: z.string().describe('The name of a BD-J object'),
      runBy: z.array(z.string()).describe('What starts it: first play, top menu, title 1'),
      playlists: z.array(z.string()).optional().describe('Playlists that it may play; absent if unknown'),
      autostart: z.string().optional().describe('The playlist that starts with it'),
    }),
  ),
  mainTitle: z.object({
    title: z.string(),
    chosenBy: z.enum(['signs', 'user']),
    signs: z.array(z.object({ sign: z.string(), value: z.string(), points: z.number(), weight: z.number() })),
  }),
  titles: z.array(
    z.object({
      id: z.string().describe('The number of a DVD’s title, the name of a Blu-ray’s playlist'),
      role: z.enum(['film', 'extra', 'left-out']),
      reason: z.string().optional().describe('Why it is left out'),
      points: z.number().describe('Sum of its points as the main film'),
      duration: z.number().describe('Seconds'),
      chapters: z.array(seconds(' from the start')),
      timeline: z.array(timelinePart),
      otherAngles: z.array(z.array(timelinePart)),
      video: z.array(video),
      audio: z.array(audio),
      subtitles: z.array(subtitles),
      firstPlay: z.boolean().optional().describe('Whether it is played after insertion; absent if programs decide'),
      linked: z.boolean().optional().describe('Whether the disc’s titles lead there; absent if programs decide'),
      parentalMask: z.number().int().optional(),
      subPaths: z.array(z.object({ kind: z.number().int(), clips: z.array(z.string()) })).optional(),
    }),
  ),
  clips: z.array(z.object({ id: z.string(), duration: z.number().describe('Seconds'), bytes: z.number().int() })),
  faults: z.array(z.string()).describe('Unreadable parts'),
});

/** A disc: the output of `disc show --json`. */
export type DiscRecord = z.infer<typeof discRecord>;
