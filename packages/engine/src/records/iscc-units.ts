import { z } from './schema.ts';

/** The ISCC units of a content, as records have them. */
export const isccUnitsRecord = z
  .object({
    audio: z.string().optional().describe('Audio-Code, of the codes of the fingerprint'),
    video: z.string().optional().describe('Video-Code, of MPEG-7 signatures; computed on request only'),
    data: z.string().optional().describe('Data-Code: alike for files that share most of their bytes'),
    instance: z.string().optional().describe('Instance-Code: equal for equal files only'),
  })
  .describe('ISCC units of ISO 24138, version 0, 256 bits each');
