import { parseReleaseName, type ReleaseName, sourceFamily } from '@streetdate/release/name';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuClock } from '../../tools/cpu-clock.ts';

/** Names made up for this test, and what a reader of the scene would say of them. */
const NAMES: readonly (readonly [name: string, said: Partial<ReleaseName>])[] = [
  [
    'The.Long.Harbour.2011.PROPER.READNFO.DVDSCR.XviD.AC3-NoRDiC',
    {
      title: 'The Long Harbour',
      year: 2011,
      source: 'DVDSCR',
      videoCodec: 'Xvid',
      audioCodecs: ['AC-3'],
      flags: ['PROPER', 'READNFO'],
      group: 'NoRDiC',
    },
  ],
  ['2047.A.Quiet.Orbit.2019.COMPLETE.BLURAY-OBiTS', { title: '2047 A Quiet Orbit', year: 2019, source: 'COMPLETE.BLURAY', group: 'OBiTS' }],
  [
    'Paper.Lanterns.2016.1080p.BluRay.x264-Half-Moon',
    { title: 'Paper Lanterns', source: 'BluRay', resolution: '1080p', group: 'Half-Moon' },
  ],
  ['Paper.Lanterns.2016.1080p.BluRay.DTS.x264.Q-Z0N9.mkv', { group: 'Q-Z0N9', container: 'mkv', audioCodecs: ['DTS'] }],
  ['The.French.Baker.2013.German.DL.1080p.BluRay.x264-ABCD', { title: 'The French Baker', languages: ['de', 'mul'] }],
  ['The.Italian.2005.DVDRip.XviD-ABC', { title: 'The Italian', languages: [], source: 'DVDRip' }],
  ['Winter.Road.iTALiAN.2009.DVDRip.XviD-ABC', { title: 'Winter Road', languages: ['it'] }],
  ['Salt.Flats.HDTS.x264-GRP', { title: 'Salt Flats', source: 'HDTS', year: undefined }],
  ['Salt.Flats.2020.R5.LINE.XviD-GRP', { source: 'R5' }],
  ['Salt.Flats.2020.BDSCR.x264-GRP', { source: 'BDSCR' }],
  ['Salt.Flats.2020.TELECINE.x264-GRP', { source: 'TELECINE' }],
  ['Salt.Flats.2020.CAM.x264-GRP', { source: 'CAM' }],
  ['Green Tea (2018) [1080p] [BluRay] [YTS.XX]', { title: 'Green Tea', year: 2018, source: 'BluRay', resolution: '1080p' }],
  [
    'Night.Ferry.1999.Directors.Cut.REMASTERED.2160p.UHD.BluRay.REMUX.HEVC.DTS-HD.MA.5.1-XYZ',
    {
      title: 'Night Ferry',
      source: 'UHD.BLURAY',
      editions: ["Director's Cut", 'Remastered'],
      flags: ['REMUX'],
      videoCodec: 'H.265',
      audioCodecs: ['DTS-HD'],
      audioChannels: '5.1',
    },
  ],
  [
    'Harbour.Lights.S02E05E06.Low.Tide.720p.WEB-DL.DD5.1.H.264-NTx',
    { title: 'Harbour Lights', seasons: [2], episodes: [5, 6], episodeTitle: 'Low Tide', source: 'WEB-DL' },
  ],
  ['Harbour Lights 3x07-09 HDTV x264-LMN [eztv]', { seasons: [3], episodes: [7, 8, 9], source: 'HDTV', group: 'LMN' }],
  ['Late.Talk.2021.03.09.Somebody.720p.WEB.h264-TLK', { title: 'Late Talk', date: '2021-03-09', source: 'WEB' }],
  ['[Blue-Subs] Harbour Lights - 14 [720p][1A2B3C4D].mkv', { title: 'Harbour Lights', episodes: [14], group: 'Blue-Subs' }],
  [
    'Harbour.Lights.S01E03.FRENCH.SUBFORCED.INTERNAL.REPACK.DVDRip.XviD-AB',
    { languages: ['fr'], flags: ['SUBFORCED', 'INTERNAL', 'REPACK'] },
  ],
  ['Glass.City.2010.NUKED.bad.ivtc.DVDRip.XviD-AB', { title: 'Glass City', flags: ['NUKED'] }],
  ['Uncut.Diamonds.2018.1080p.WEB.x264-AB', { title: 'Uncut Diamonds', editions: [] }],
  [
    'Glass City (2010) Extended Directors Cut 1080p BluRay x264-AB',
    { title: 'Glass City', editions: ['Extended Cut', "Director's Cut"], source: 'BluRay' },
  ],
  ["Glass City [Ultimate Collector's Edition] 2010 DVDRip", { editions: ['Ultimate Edition', "Collector's Edition"] }],
  ['Harbour Lights - The Low Tide (2012) 720p BluRay', { title: 'Harbour Lights', subtitle: 'The Low Tide', year: 2012 }],
  ['Harbour Lights - Part 2 (2012) 720p BluRay', { title: 'Harbour Lights - Part 2', subtitle: undefined }],
  ['003. Harbour Lights - Low Tide.mkv', { title: 'Harbour Lights', subtitle: 'Low Tide', episodes: [3] }],
  ['007.Days.Of.Rain.1080p.WEB.x264-AB', { title: '007 Days Of Rain', episodes: [] }],
  ['Harbour.Lights.02.FRENCH.DVDRip.XviD-AB', { title: 'Harbour Lights', episodes: [2], languages: ['fr'] }],
  ['Harbour.Lights.Saison.sept.FRENCH.BDRip.XviD-AB', { title: 'Harbour Lights', seasons: [7] }],
  ['Harbour Lights Second Season 720p WEB-DL', { title: 'Harbour Lights', seasons: [2] }],
  ['【Blue】★04月新番★[Harbour Lights][02][720p]', { title: 'Harbour Lights', episodes: [2], group: 'Blue' }],
  ['www.somewhere.phd - elsewhere.to - Salt.Flats.2020.1080p.WEB.x264-GRP', { title: 'Salt Flats', group: 'GRP' }],
  ['House MD Season 7 1080p WEB-DL', { title: 'House MD', seasons: [7] }],
  ['The.Collector.1080p.WEB.H264-GRP', { title: 'The Collector', editions: [], group: 'GRP' }],
  ['Sprint.Finish.2024.1080p.WEB.h264-GRP', { title: 'Sprint Finish', source: 'WEB' }],
  ['salt.flats.2020.german.dl.1080p.bluray.x264-grp', { title: 'salt flats', languages: ['de', 'mul'] }],
  ['salt.flats.2020.ts.xvid-grp', { title: 'salt flats', source: 'TELESYNC', group: 'grp' }],
  ['Salt Flats 2020 HDTV 1080i TS', { source: 'HDTV' }],
  ['Salt.Flats.2020.S-Print.x264-GRP', { source: 'CAM' }],
  ['Salt Flats [FR-EN] (2020)', { title: 'Salt Flats', year: 2020, languages: ['fr', 'en'], group: undefined }],
  ['Salt.Flats.2020.DVDRip.{Fr-Eng}.x264', { languages: ['fr', 'en'] }],
  ['Salt Flats 2020 1080p BluRay H.264-Half Moon', { group: 'Half Moon' }],
  ['Salt.Flats.2020.1080p.WEB.x264-SomeSite.nu', { group: 'SomeSite' }],
  ['Harbour.Lights.-.10.(2016).[BlueRaws][WEBRip].[HD.720p]', { title: 'Harbour Lights', episodes: [10], group: 'BlueRaws' }],
  ['Harbour Lights - S01E01 - Low Tide [HDTV-720p]', { episodeTitle: 'Low Tide', group: undefined }],
  ['Harbour Lights S01E01 Low Tide', { title: 'Harbour Lights', group: undefined }],
  ['Harbour Lights - 101 (01) - 20021107 - Low Tide', { title: 'Harbour Lights', seasons: [1], episodes: [1], date: '2002-11-07' }],
  ['Harbour Lights - 927 (1080p)(Multi-Subs)-Blue', { seasons: [], episodes: [927], group: 'Blue' }],
  ['2009.Harbour.Lights.1080p.WEB.x264-AB', { title: 'Harbour Lights', year: 2009 }],
  ['2047.DVDRip.XviD-AB', { title: '2047', year: undefined }],
  ['[Blue] 港の灯 Harbour Lights (BD 1280x720)', { title: 'Harbour Lights' }],
  ['Harbour Lights 港の灯 (2012) 1080p', { title: 'Harbour Lights', year: 2012 }],
  ['港の灯 2012 1080p', { title: '港の灯' }],
  ['[Blue][港の灯！/Minato no Hi!][02][720p]', { title: 'Minato no Hi!', episodes: [2] }],
  ['Été.Français.2011.FRANÇAIS.DVDRip.XviD-AB', { title: 'Été Français', languages: ['fr'] }],
];

describe('reads', () => {
  test.each(NAMES)('%s', (name, said) => {
    expect(parseReleaseName(name)).toMatchObject(said);
  });

  test('a path: the file says what it can, and its folders the rest', () => {
    expect(parseReleaseName('/srv/dump/The.Long.Harbour.2011.DVDRip.XviD-NoRDiC/CD2/nrd-harbour.b.avi')).toMatchObject({
      title: 'The Long Harbour',
      year: 2011,
      group: 'NoRDiC',
      disc: 2,
      container: 'avi',
    });
    expect(parseReleaseName('Harbour Lights/Season 2/Harbour Lights - S02E05 - Low Tide.mkv')).toMatchObject({
      title: 'Harbour Lights',
      episodes: [5],
    });
  });

  test('each tag with its place in the name', () => {
    const { tags, segment } = parseReleaseName('Salt.Flats.2020.1080p.WEB-DL.H.264-GRP.mkv');
    expect(tags.map(({ value }) => value)).toEqual(['1080p', 'WEB-DL', 'H.264']);
    for (const { start, end, text } of tags) expect(segment.slice(start, end)).toBe(text);
  });
});

test('a source comes down to a family', () => {
  expect(['HDTS', 'DVDSCR', 'COMPLETE.BLURAY', 'WEB-DL', 'HDRip', 'constructor'].map(sourceFamily)).toEqual([
    'camera',
    'screener',
    'disc',
    'web',
    undefined,
    undefined,
  ]);
});

describe('whatever a name is', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '.',
      ' ',
      '-',
      '[',
      ']',
      '(',
      ')',
      '/',
      '_',
      '1080p',
      'x264',
      'S01E02',
      '2012',
      'PROPER',
      'WEB-DL',
      'DL',
      'multi',
      'e',
      '1x02',
      '00-99',
      '★',
      'ß',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const name = fc
    .array(part, { minLength: 1, maxLength: 80 })
    .map((parts) => parts.join(''))
    .filter((text) => text !== '');

  test('it is read without an error, and places lie in it', () => {
    fc.assert(
      fc.property(name, (text) => {
        const said = parseReleaseName(text);
        expect(said.name).toBe(text);
        for (const { start, end, text: written } of said.tags) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(said.segment.length);
          expect(written.length).toBe(end - start);
        }
        expect(said.episodes.length).toBeLessThan(10_000);
      }),
      { numRuns: 300 },
    );
  });

  test('it takes bounded time, also where a pattern could go astray', () => {
    const traps = [
      'S01E01'.repeat(5000),
      '1-'.repeat(50_000),
      '[('.repeat(20_000),
      'a.'.repeat(100_000),
      '1x1'.repeat(50_000),
      '[a]'.repeat(2000),
      `${'-a'.repeat(300)}.`,
      ' - '.repeat(500),
      'a/'.repeat(100_000),
      'fr-'.repeat(170),
      'extended '.repeat(60),
    ];
    for (const trap of traps) {
      const before = cpuClock();
      parseReleaseName(trap);
      expect(cpuClock() - before, trap.slice(0, 20)).toBeLessThan(1500);
    }
  });

  test('nothing is no name', () => {
    expect(() => parseReleaseName('')).toThrow(TypeError);
  });
});
