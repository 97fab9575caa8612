import { join } from 'node:path';

/** The versions of a film that copies are put together from. Its file holds nothing of recipients. */
export interface MarkSet {
  /** What the file is. */
  readonly type: 'mark-set';
  /** The version of its form. */
  readonly version: 1;
  /** Names the set: 16 random hexadecimal digits. Patterns and words differ from set to set. */
  readonly set: string;
  /** Id of the key, see {@link MarkKey.id}. */
  readonly key: string;
  /** The master. */
  readonly master: MasterFacts;
  /** Frames in a segment; the last one may have fewer. */
  readonly segmentFrames: number;
  /** Segments of the film. */
  readonly segments: number;
  /** Copies that may be put together, for which the code is made. */
  readonly colluders: number;
  /** Highest chance that one copy which was not used is named. */
  readonly odds: number;
  /** How the versions are encoded. */
  readonly encoder: EncoderSettings;
  /** Frames that were marked. */
  readonly frames: number;
  /** Quality of the marked pictures before they are encoded: peak signal to noise ratio of luma, dB. */
  readonly quality: { readonly mean: number; readonly least: number };
}

/** What marking needs to know of a master. */
export interface MasterFacts {
  /** Its file name, without folders. */
  readonly name: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Width of a pixel divided by its height. */
  readonly pixelAspect: number;
  /** Frames a second, as a fraction: `24000/1001`. */
  readonly frameRate: string;
  /** Time of its first frame, seconds from the start of the presentation. */
  readonly start: number;
  /** Length of its picture in seconds. */
  readonly seconds: number;
}

/** Settings of libx264, equal for both versions. */
export interface EncoderSettings {
  /** Constant rate factor: 0 to 51, lower is better. */
  readonly crf: number;
  /** Preset: `ultrafast` to `placebo`. */
  readonly preset: string;
}

/** A copy that was put together for a recipient. */
export interface IssuedCopy {
  /** Names the copy. It is random and says nothing of the recipient. */
  readonly serial: string;
  /** Who gets it. */
  readonly recipient: string;
  /** Its file in the folder; of a disc the folder that holds `BDMV`. */
  readonly file: string;
  /** SHA-256 of the file; of a disc that of its playlist. */
  readonly sha256: string;
  /** When it was put together: ISO 8601. */
  readonly issuedAt: string;
}

/** The files of a folder of marks. */
export const placesIn = (folder: string) => ({
  set: join(folder, 'mark-set.json'),
  issued: join(folder, 'issued.json'),
  deliveries: join(folder, 'deliveries.csv'),
  rendering: join(folder, 'rendering.json'),
  segments: join(folder, 'segments'),
  start: join(folder, 'segments', 'init.mp4'),
  paceInfo: join(folder, 'segments', 'WMPaceInfo.cbor'),
  /** Variants are addressed as ETSI TS 104 002 clause 5.3 has it: that of `a` has no folder of its own. */
  segment: (variant: 0 | 1, at: number) => join(folder, 'segments', ...(variant === 1 ? ['b'] : []), segmentName(at)),
  copies: join(folder, 'copies'),
});

/** The file name of a segment, from 0 on. */
export function segmentName(at: number): string {
  return `segment_${String(at).padStart(6, '0')}.m4s`;
}
