import type { Convention } from './convention.ts';

/** Discs as they are, whole or one of a set, and what lies in their folders. */
export const DISCS: readonly Convention[] = [
  ['Harbour.Lights.S01D02.1080p.BluRay.AVC.DTS-HD.MA.5.1-GRP', { title: 'Harbour Lights', seasons: [1], episodes: [], disc: 2 }],
  ['Harbour.Lights.S03.D1.COMPLETE.BLURAY-GRP', { title: 'Harbour Lights', seasons: [3], disc: 1, source: 'COMPLETE.BLURAY' }],
  ['Harbour.Lights.S03.Disc.2.NTSC.DVD9-GRP', { title: 'Harbour Lights', seasons: [3], disc: 2 }],
  ['Harbour.Lights.S01D02-D03.PAL.DVDR-GRP', { title: 'Harbour Lights', seasons: [1], episodes: [] }],
  ['Harbour Lights Season 2 Disc 4 DVD9 NTSC', { title: 'Harbour Lights', seasons: [2], disc: 4, source: 'DVD' }],
  ['HARBOUR_LIGHTS_S2_D3.iso', { title: 'HARBOUR LIGHTS', seasons: [2], disc: 3 }],
  ['HARBOUR_LIGHTS_DISC_1', { title: 'HARBOUR LIGHTS', disc: 1 }],
  ['Two.Thieves.2018.BONUS.DISC.1080p.COMPLETE.BLURAY-GRP', { title: 'Two Thieves', source: 'COMPLETE.BLURAY' }],
  [
    'Two.Thieves.1996.BluRay.1080p.AVC.DTS-HD.MA5.1-CHDBits',
    { title: 'Two Thieves', source: 'BluRay', videoCodec: 'H.264', group: 'CHDBits' },
  ],
  ['Two.Thieves.2018.2160p.UHD.Blu-ray.HEVC.TrueHD.7.1.Atmos-BeyondHD', { source: 'UHD.BLURAY', group: 'BeyondHD' }],
  ['Two Thieves 2018 2160p EUR UHD Blu-ray DV HDR HEVC TrueHD 7.1-GRP', { title: 'Two Thieves', source: 'UHD.BLURAY', group: 'GRP' }],
  ['Two Thieves 1996 GER 1080p Blu-ray AVC DTS-HD MA 5.1-GRP', { title: 'Two Thieves', source: 'BluRay' }],
  ['Two.Thieves.2018.BD50.1080p.AVC-GRP', { title: 'Two Thieves', source: 'BluRay' }],
  ['Two.Thieves.2018.DVD5.PAL-GRP', { title: 'Two Thieves', source: 'DVD' }],
  ['Two.Thieves.VIDEO_TS', { title: 'Two Thieves' }],
  ['Two Thieves (2018)/VIDEO_TS/VTS_01_1.VOB', { title: 'Two Thieves', year: 2018 }],
  ['Two Thieves (2018)/BDMV/STREAM/00001.m2ts', { title: 'Two Thieves', year: 2018 }],
];
