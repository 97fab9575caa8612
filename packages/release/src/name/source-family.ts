/** What a claimed source comes down to. */
export type SourceFamily = 'camera' | 'telecine' | 'screener' | 'workprint' | 'disc' | 'web' | 'broadcast' | 'tape' | 'cinema-master';

const FAMILIES: Readonly<Record<string, SourceFamily>> = {
  WORKPRINT: 'workprint',
  CAM: 'camera',
  HDCAM: 'camera',
  // A camera before the screen, the sound from a line: still a camera.
  TELESYNC: 'camera',
  HDTS: 'camera',
  TELECINE: 'telecine',
  HDTC: 'telecine',
  // Sold on disc in region 5 before the rest of the world, often a telecine without clean-up.
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
 * What a source as {@link ReleaseName.source} spells it comes down to.
 * @returns undefined for `HDRip`, which says only that something in HD was re-encoded, and for what is not known.
 */
export function sourceFamily(source: string): SourceFamily | undefined {
  return Object.hasOwn(FAMILIES, source) ? FAMILIES[source] : undefined;
}
