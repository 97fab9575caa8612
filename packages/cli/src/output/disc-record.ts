import { z } from './schema.ts';

const seconds = (what: string) => z.number().describe(`Seconds${what}`);

const timelinePart = z.object({
  clip: z.string(),
  start: seconds(' from the first picture of the clip'),
  end: seconds(', exclusive'),
  seamless: z.boolean().describe('Whether the disc says that it follows on the part before without a break'),
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

/** A disc as `disc show --json` prints it. */
export const discRecord = z.object({
  type: z.literal('disc'),
  path: z.string(),
  kind: z.enum(['dvd', 'bluray', 'uhd-bluray']),
  source: z.string().describe('What it was read from: folder, iso9660, or udf with its revision'),
  label: z.string().optional(),
  names: z.record(z.string(), z.string()).describe('What it calls itself, by language'),
  provider: z.string().optional(),
  regions: z.array(z.number().int()).describe('Regions that a DVD may be played in'),
  parental: z.array(z.object({ country: z.string(), levels: z.array(z.number().int()) })),
  protection: z.object({
    schemes: z.array(z.string()),
    scrambledAt: z.string().optional().describe('Where scrambled data was found; such a disc is not enrolled'),
  }),
  ids: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
  programs: z.array(
    z.object({
      id: z.string().describe('The name of a BD-J object'),
      runBy: z.array(z.string()).describe('first play, top menu, title 1'),
      playlists: z.array(z.string()).optional().describe('What it may play; absent where that is not known'),
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
      points: z.number().describe('What its signs of being the film add up to'),
      duration: z.number().describe('Seconds'),
      chapters: z.array(seconds(' from the start')),
      timeline: z.array(timelinePart),
      otherAngles: z.array(z.array(timelinePart)),
      video: z.array(video),
      audio: z.array(audio),
      subtitles: z.array(subtitles),
      firstPlay: z.boolean().optional().describe('Whether the disc goes there by itself; absent where programs decide'),
      linked: z.boolean().optional().describe('Whether the disc’s own titles lead there; absent where programs decide'),
      parentalMask: z.number().int().optional(),
      subPaths: z.array(z.object({ kind: z.number().int(), clips: z.array(z.string()) })).optional(),
    }),
  ),
  clips: z.array(z.object({ id: z.string(), duration: z.number().describe('Seconds'), bytes: z.number().int() })),
  faults: z.array(z.string()).describe('What could not be read'),
});

/** A disc as `disc show --json` prints it. */
export type DiscRecord = z.infer<typeof discRecord>;
