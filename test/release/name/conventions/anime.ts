import type { Convention } from './convention.ts';

/** Series of anime, by those who subtitle them. */
export const ANIME: readonly Convention[] = [
  ['[SubGroup] Minato no Hikari - 05 [1080p].mkv', { title: 'Minato no Hikari', episodes: [5], group: 'SubGroup', resolution: '1080p' }],
  ['[SubGroup] Minato no Hikari S2 - 05 (1080p) [A1B2C3D4].mkv', { title: 'Minato no Hikari', seasons: [2], episodes: [5] }],
  ['[SubGroup] Minato no Hikari S02E05 (WEB 1080p HEVC AAC) [Dual-Audio].mkv', { title: 'Minato no Hikari', seasons: [2], episodes: [5] }],
  ['[SubGroup] Minato no Hikari 2nd Season - 05 [1080p].mkv', { title: 'Minato no Hikari', seasons: [2], episodes: [5] }],
  ['[SubGroup] Minato no Hikari Season 2 - 05 [1080p].mkv', { title: 'Minato no Hikari', seasons: [2], episodes: [5] }],
  ['[SubGroup] Minato no Hikari - 01-12 (1080p) [Batch]', { title: 'Minato no Hikari', episodes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }],
  [
    '[SubGroup] Minato no Hikari (01-12) [BD 1080p x265 FLAC]',
    { title: 'Minato no Hikari', episodes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  ],
  ['[SubGroup] Minato no Hikari [01-12 END][BD 1080p]', { title: 'Minato no Hikari', episodes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }],
  ['[SubGroup] Minato no Hikari - 1071 (720p) [A1B2C3D4].mkv', { title: 'Minato no Hikari', episodes: [1071] }],
  ['[SubGroup] Minato no Hikari - 05v2 [720p].mkv', { title: 'Minato no Hikari', episodes: [5] }],
  ['[SubGroup] Minato no Hikari Movie 2 [BD 1080p].mkv', { group: 'SubGroup', source: 'BluRay' }],
  ['[SubGroup] Minato no Hikari OVA 2 [DVD 480p].mkv', { title: 'Minato no Hikari', flags: ['OVA'] }],
  ['[SubGroup] Minato no Hikari (2019) - 05 [1080p].mkv', { title: 'Minato no Hikari', year: 2019, episodes: [5] }],
  ['[SubGroup] Minato no Hikari - NCOP1 [BD 1080p].mkv', { group: 'SubGroup' }],
  ['[SubGroup][Minato no Hikari][05][BIG5][1080P].mp4', { title: 'Minato no Hikari', episodes: [5] }],
  ['[字幕组][港の光][Minato no Hikari][05][GB][1080P]', { title: 'Minato no Hikari', episodes: [5] }],
  [
    '[SubGroup&Other] Minato no Hikari - 05 [WebRip 1080p HEVC-10bit AAC ASS].mkv',
    { title: 'Minato no Hikari', episodes: [5], group: 'SubGroup&Other' },
  ],
  ['Minato no Hikari - 05 (1080p) [SubGroup].mkv', { title: 'Minato no Hikari', episodes: [5] }],
  ['Minato.no.Hikari.S01E05.1080p.CR.WEB-DL.AAC2.0.H.264-VARYG.mkv', { title: 'Minato no Hikari', service: 'Crunchyroll', group: 'VARYG' }],
  ['Minato no Hikari S01E05 VOSTFR 1080p WEB x264 AAC -Tsundere-Raws (CR).mkv', { title: 'Minato no Hikari', seasons: [1], episodes: [5] }],
  ['Minato no Hikari Episode 05 English Subbed', { title: 'Minato no Hikari', episodes: [5] }],
  ['Minato no Hikari EP.05 [720p]', { title: 'Minato no Hikari', episodes: [5] }],
  ['[SubGroup] Minato no Hikari: Second Wave - 05 [1080p].mkv', { episodes: [5], group: 'SubGroup' }],
  ['[SubGroup]_Minato_no_Hikari_-_05_[1080p][A1B2C3D4].mkv', { title: 'Minato no Hikari', episodes: [5] }],
  ['[SubGroup] Minato no Hikari 3 - 05 [1080p].mkv', { episodes: [5] }],
  ['[SubGroup] Minato no Hikari S01 1080p Dual Audio BDRip 10 bits DD x265-EMBER', { title: 'Minato no Hikari', seasons: [1] }],
];
