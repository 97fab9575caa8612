import { parseReleaseName, type ReleaseName } from '@streetdate/release/name';
import { describe, expect, test } from 'vitest';

/** Titles with words and numbers in them that mean something elsewhere in a name. `.` is what parts the words of the name. */
const TITLES: readonly string[] = [
  'The Italian Affair',
  'French Lessons',
  'Extended Family',
  'Web of Secrets',
  'The Real World',
  'Proper Manners',
  'Internal Affairs',
  'Complete Unknowns',
  'Special Forces',
  'Dual Survivors',
  'Cam Girls',
  'Scream 4',
  'Part of Me',
  'The 5th Wave',
  'No Way Back',
  'Us and Them',
  'It Ends Here',
  'Max Power',
  'Red Harvest',
  'Line of Fire',
  'Custom Made',
  'Trailer Trash Girls',
  'Bonus Level',
  'Collection of Lies',
  'Unrated Life',
  'Uncut Stones',
  'Hybrid Soul',
  'Original Sinners',
  'Sub Zero',
  'TV Nation',
  'Festival of Fear',
  'DC Story',
  'Harbour III',
  '10 Lanterns',
  'Vol de Nuit',
  'Die Welle',
  'Screen Test',
  'Proof of Love',
  'The Collector',
  'Ultimate Force',
  'Opus of Light',
  'Super 8',
];

/** Names in which any title may stand, with what else they say. */
const TEMPLATES: readonly (readonly [template: string, said: Partial<ReleaseName>])[] = [
  ['@.2018.1080p.BluRay.x264-GRP', { year: 2018, source: 'BluRay', group: 'GRP', episodes: [] }],
  ['@.2018.PROPER.DVDSCR.XviD-GRP', { year: 2018, source: 'DVDSCR', flags: ['PROPER'] }],
  ['@.2018.GERMAN.DL.1080p.WEB.H264-GRP', { year: 2018, languages: ['de', 'mul'], source: 'WEB' }],
  ['@ (2018) [1080p] [WEBRip] [5.1] [YTS.MX]', { year: 2018, source: 'WEBRip' }],
  ['@ 2018 720p HDTS x264 AAC', { year: 2018, source: 'HDTS' }],
  ['@ [2018, DVDRip]', { year: 2018, source: 'DVDRip' }],
  ['@ (2018)/BDMV/STREAM/00001.m2ts', { year: 2018, container: 'm2ts' }],
  ['www.site.com - @ (2018) HDCAM.mkv', { year: 2018, source: 'HDCAM' }],
  ['@.S02E03.720p.HDTV.x264-GRP', { seasons: [2], episodes: [3], source: 'HDTV' }],
  ['@.S02E03E04.GERMAN.1080p.WEB.H264-GRP', { seasons: [2], episodes: [3, 4], languages: ['de'] }],
  ['@ - 2x03 - Low Tide', { seasons: [2], episodes: [3] }],
  ['@.S02D01.COMPLETE.BLURAY-GRP', { seasons: [2], disc: 1, source: 'COMPLETE.BLURAY' }],
  ['@.S01-S03.1080p.BluRay.x264-GRP', { seasons: [1, 2, 3], episodes: [] }],
  ['@ Season 2 Complete 720p WEB-DL', { seasons: [2], source: 'WEB-DL' }],
  ['@.2018.03.05.720p.WEB.h264-GRP', { date: '2018-03-05', source: 'WEB' }],
  ['[Blue] @ - 05 [1080p].mkv', { episodes: [5], group: 'Blue', resolution: '1080p' }],
  ['[Blue]_@_-_05_[720p][A1B2C3D4].mkv', { episodes: [5], group: 'Blue', resolution: '720p' }],
];

describe.each(TEMPLATES)('%s', (template, said) => {
  test.each(TITLES)('with the title %s', (title) => {
    const separator = template.includes('@.') ? '.' : template.includes('_@') ? '_' : ' ';
    expect(parseReleaseName(template.replace('@', title.replaceAll(' ', separator)))).toMatchObject({
      ...said,
      title,
      editions: [],
      ...(said.languages === undefined && { languages: [] }),
    });
  });
});
