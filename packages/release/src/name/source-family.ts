import { checkString } from '@streetdate/core/internal';
/** Families of claimed sources. */
export type SourceFamily = 'camera' | 'telecine' | 'screener' | 'workprint' | 'disc' | 'web' | 'broadcast' | 'tape' | 'cinema-master';

const FAMILIES: Readonly<Record<string, SourceFamily>> = {
  WORKPRINT: 'workprint',
  CAM: 'camera',
  HDCAM: 'camera',
  // A camera in the cinema with direct sound is still a camera.
  TELESYNC: 'camera',
  HDTS: 'camera',
  TELECINE: 'telecine',
  HDTC: 'telecine',
  // Sold on disc in region 5 before the rest of the world, often an unrestored telecine.
  R5: 'telecine',
  DVDSCR: 'screener',
  BDSCR: 'screener',
  WEBSCR: 'screener',
  SCREENER: 'screener',
  'COMPLETE.BLURAY': 'disc',
  'COMPLETE.UHD.BLURAY': 'disc',
  'UHD.BLURAY': 'disc',
  'UHD.BDRip': 'disc',
  BDRip: 'disc',
  BRRip: 'disc',
  BluRay: 'disc',
  'HD-DVD': 'disc',
  DVDRip: 'disc',
  DVD: 'disc',
  LaserDisc: 'disc',
  'WEB-DL': 'web',
  'WEB-DLRip': 'web',
  WEBRip: 'web',
  WEBMux: 'web',
  WEB: 'web',
  VODRip: 'web',
  PPVRip: 'broadcast',
  HDTV: 'broadcast',
  PDTV: 'broadcast',
  DSR: 'broadcast',
  TVRip: 'broadcast',
  VHSRip: 'tape',
  'Digital.Master': 'cinema-master',
};

/**
 * The family of a source as spelled in {@link ReleaseName.source}.
 * @returns undefined for unknown sources and for `HDRip`, which only means re-encoded from something in HD.
 */
export function sourceFamily(source: string): SourceFamily | undefined {
  checkString('source', source);
  return Object.hasOwn(FAMILIES, source) ? FAMILIES[source] : undefined;
}
