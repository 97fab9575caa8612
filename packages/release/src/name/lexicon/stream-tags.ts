import { gluedWords, rules, type TagRule, words } from '../tag.ts';

const CHANNELS = '(?:x[2-9])?(?:~-?~[125-9][ ._]?[01])?(?:~ch)?';

/** Row count of a picture with the given width, if the stated height is unusual. */
function rowsOf(width: number, height: number): string {
  if (width >= 3000 || height >= 1700) return '2160p';
  if (width >= 1800 || height >= 1000) return '1080p';
  if (width >= 1200 || height >= 700) return '720p';
  return `${height}p`;
}

/** Words for picture and sound: rows, codecs, channels, bit depth, dynamic range. */
export const STREAM_TAGS: readonly TagRule[] = [
  {
    kind: 'resolution',
    strength: 'strong',
    pattern: gluedWords(
      '(?:hd|m|[0-9]{3,4}x)?(240|272|288|360|368|384|400|404|432|480|486|540|544|576|720|900|960|1080|1440|2160|4320)~([pi])(?:hd|x?~[0-9]{2,3}(?:fps|bits?)?)?',
    ),
    value: ([, rows, scan]) => `${rows}${scan?.toLowerCase()}`,
  },
  {
    kind: 'resolution',
    strength: 'strong',
    // Not 2012.x264.
    pattern: gluedWords('(?:hd_)?([0-9]{3,4})(?:[x*]|[ ][x*][ ])(?!26[3-6](?![0-9]))([0-9]{3,4})(?:[pi])?'),
    value: ([, width, height]) => rowsOf(Number(width), Number(height)),
  },
  ...rules('resolution', 'weak', { '720p': '720', '1080p': '1080', '2160p': '2160', '480p': '480' }),
  ...rules('resolution', 'strong', { '720p': 'hd~?720', '1080p': 'hd~?1080' }),
  ...rules('resolution', 'strong', { '2160p': '4k|4k2k', '4320p': '8k', '1440p': '2k|qhd', '1080p': 'full~hd|fhd' }),
  ...rules('video-codec', 'strong', {
    'H.264': '[xh]~264(?:~(?:hi10p|hi422p))?|avc|mpeg~4~avc|hi10p?',
    'H.265': '[xh]~265|hevc(?:~10)?|hevc~x~265',
    'H.266': '[xh]~266|vvc',
    'H.263': '[xh]~263',
    'MPEG-2': 'mpe?g~2|h~262',
    Xvid: 'x~vid(?:hd|vd)?',
    DivX: 'divx(?:~[3-6])?|dvdivx',
    'VC-1': 'vc~1',
    AV1: 'av1',
    VP9: 'vp9',
    VP8: 'vp8',
    VP7: 'vp7',
    WMV: 'wmv(?:9|~hd)',
    RealVideo: 'rv(?:9|10)|rmvb',
    VCD: 'x?vcd',
    SVCD: 'k?svcd',
  }),
  ...rules('bit-depth', 'strong', { '10': '10~bits?', '8': '8~bits?', '12': '12~bits?' }),
  ...rules('dynamic-range', 'strong', {
    'HDR10+': 'hdr~10~(?:\\+|plus|p)',
    HDR10: 'hdr~10',
    'Dolby Vision': 'dolby~vision|do~vi',
    HLG: 'hlg',
    'BT.2020': 'bt~2020',
  }),
  ...rules('dynamic-range', 'code', { HDR: 'HDR', 'Dolby Vision': 'DV', SDR: 'SDR' }),
  ...rules('audio-codec', 'strong', {
    AAC: `(?:he~|lc~|q~)?aac(?:~lc|v2)?${CHANNELS}`,
    'E-AC-3': `(?:ddp|dd\\+|e~ac~3d?|ddpa|dolby~digital~plus)(?:a)?${CHANNELS}(?:~atmos)?`,
    'AC-3': `(?:dd(?:~ex)?|ac~3(?:~(?:d|md|ld|hd))?|dolby(?:~digital)?)${CHANNELS}|dd~(?:51|20)`,
    'DTS-HD': `dts~(?:hd)?~(?:ma(?:sters?|d)?|hra?|hd)(?:~ma(?:sters?)?)?${CHANNELS}|dtshd(?:~ma)?${CHANNELS}|dts~hd~masters?${CHANNELS}`,
    'DTS:X': `dts~[:x]x?(?![ ._-]?26)${CHANNELS}`,
    DTS: `dtsd?(?:~es)?${CHANNELS}`,
    TrueHD: `(?:dolby~)?true~hd${CHANNELS}`,
    Atmos: `(?:dolby~)?atmos${CHANNELS}`,
    FLAC: `flac${CHANNELS}`,
    LPCM: `lpcm${CHANNELS}`,
    PCM: `pcm${CHANNELS}`,
    MP3: `mp3${CHANNELS}|lame3`,
    MP2: `mp2${CHANNELS}`,
    Opus: 'opus~[1257][ ._]?[01]',
    Vorbis: 'vorbis|ogg',
    WMA: 'wma',
  }),
  ...rules('audio-codec', 'weak', { Opus: 'opus' }),
  {
    kind: 'audio-channels',
    strength: 'strong',
    pattern: words('(?:[2-9]|1)[ ._]?(?:ch)'),
    value: ([text]) => ({ '1': '1.0', '2': '2.0', '6': '5.1', '7': '6.1', '8': '7.1' })[text?.[0] ?? ''] ?? `${text?.[0]}.0`,
  },
  { kind: 'audio-channels', strength: 'weak', pattern: words('([257])[.]([01])(?:~ch)?'), value: ([, front, low]) => `${front}.${low}` },
];

/** The channels in an audio tag after its codec: `5.1` of `DDP5.1`; undefined if there are none. */
export function channelsIn(text: string): string | undefined {
  const found = /(?<![0-9])([125-9])[ ._]?([01])(?:[ ._-]?ch)?$/iu.exec(text.replace(/^.*?(?:ac[ ._-]?3|mp[23])/iu, ''));
  return found ? `${found[1]}.${found[2]}` : undefined;
}
