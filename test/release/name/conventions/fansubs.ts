import type { Convention } from './convention.ts';

/** Series as those who subtitle anime name them: the group in brackets first, a checksum last. */
export const FANSUBS: readonly Convention[] = [
  [
    '[SubsPlus] Minato no Hi - 05 (1080p) [1A2B3C4D].mkv',
    { title: 'Minato no Hi', episodes: [5], resolution: '1080p', group: 'SubsPlus', container: 'mkv' },
  ],
  ['[SubsPlus] Minato no Hi S2 - 05 (1080p) [1A2B3C4D].mkv', { title: 'Minato no Hi', seasons: [2], episodes: [5] }],
  ['[SubsPlus] Minato no Hi 2nd Season - 05 (1080p).mkv', { title: 'Minato no Hi', seasons: [2], episodes: [5] }],
  ['[SubsPlus] Minato no Hi Season 2 - 05 (1080p).mkv', { title: 'Minato no Hi', seasons: [2], episodes: [5] }],
  ['[SubsPlus] Minato no Hi - 05v2 [720p].mkv', { title: 'Minato no Hi', episodes: [5] }],
  [
    '[SubsPlus] Minato no Hi - 01-12 [BD 1080p]',
    { title: 'Minato no Hi', source: 'BluRay', episodes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  ],
  ['[SubsPlus] Minato no Hi - S01E05 [1080p].mkv', { title: 'Minato no Hi', seasons: [1], episodes: [5], group: 'SubsPlus' }],
  ['[SubsPlus]_Minato_no_Hi_-_05_[720p][1A2B3C4D].mkv', { title: 'Minato no Hi', episodes: [5], group: 'SubsPlus' }],
  ['[SubsPlus] Minato no Hi 05 [720p].mkv', { title: 'Minato no Hi', episodes: [5] }],
  ['[SubsPlus] Minato no Hi (2011) - 05 [720p].mkv', { title: 'Minato no Hi', year: 2011, episodes: [5] }],
  ['[SubsPlus] Minato no Hi - 05 - Low Tide [720p].mkv', { title: 'Minato no Hi', episodes: [5], group: 'SubsPlus' }],
  ['[SubsPlus] Minato no Hi [05][1080p].mkv', { title: 'Minato no Hi', episodes: [5] }],
  ['[SubsPlus] Minato no Hi - 1050 [720p].mkv', { title: 'Minato no Hi', episodes: [1050] }],
  ['[Subs-Plus] Minato no Hi - 05 [WEB 1080p HEVC AAC].mkv', { group: 'Subs-Plus', videoCodec: 'H.265', audioCodecs: ['AAC'] }],
  ['[Subs & Plus] Minato no Hi - 05 [1080p].mkv', { title: 'Minato no Hi', group: 'Subs & Plus' }],
  ['[SubsPlus&Minori][Minato no Hi][05][1080P][GB_JP].mp4', { title: 'Minato no Hi', episodes: [5], group: 'SubsPlus&Minori' }],
  ['[SubsPlus] Minato no Hi - Ep. 05 [720p].mkv', { title: 'Minato no Hi', episodes: [5] }],
  ['[SubsPlus] Minato no Hi - 05 END [720p].mkv', { title: 'Minato no Hi', episodes: [5] }],
  ['[SubsPlus] Minato no Hi OVA [BD 1080p].mkv', { title: 'Minato no Hi', flags: ['OVA'] }],
  ['[SubsPlus] Minato no Hi - OVA 2 [BD 1080p].mkv', { title: 'Minato no Hi', flags: ['OVA'] }],
  [
    '[SubsPlus] Minato no Hi Movie (BD 1920x1080 x264 FLAC) [1A2B3C4D].mkv',
    { title: 'Minato no Hi Movie', audioCodecs: ['FLAC'], resolution: '1080p' },
  ],
  ['[SubsPlus] Minato no Hi! - 05 [720p].mkv', { title: 'Minato no Hi!', episodes: [5] }],
  ['[SubsPlus] 86 Lights - 05 [720p].mkv', { title: '86 Lights', episodes: [5] }],
  ['[SubsPlus] Minato 2 - 05 [720p].mkv', { title: 'Minato 2', episodes: [5] }],
  ['[SubsPlus] Minato no Hi - Yoru - 05 [720p].mkv', { title: 'Minato no Hi', subtitle: 'Yoru', episodes: [5] }],
  ['Minato no Hi - 05 [SubsPlus][720p].mkv', { title: 'Minato no Hi', episodes: [5] }],
  ['Minato.no.Hi.S01E05.1080p.CR.WEB-DL.AAC2.0.H.264-VARYX', { service: 'Crunchyroll', source: 'WEB-DL', group: 'VARYX' }],
  ['[SubsPlus] Minato no Hi (Season 2) (1080p)(HEVC x265 10bit)(Dual-Audio)', { title: 'Minato no Hi', seasons: [2], languages: ['mul'] }],
  ['[SubsPlus] 05 - Minato no Hi [720p].mkv', { title: 'Minato no Hi', episodes: [5], group: 'SubsPlus' }],
  ['[SubsPlus] Minato no Hi - 05 [Multiple Subtitle][1080p].mkv', { title: 'Minato no Hi', episodes: [5] }],
  [
    '[SubsPlus] Minato no Hi - 05 (DVD 720x480 H264 AC3).mkv',
    { title: 'Minato no Hi', source: 'DVD', videoCodec: 'H.264', audioCodecs: ['AC-3'] },
  ],
];
