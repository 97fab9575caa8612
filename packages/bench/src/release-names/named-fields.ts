/** The fields that are compared. */
export const FIELDS = [
  'title',
  'year',
  'season',
  'episode',
  'source',
  'resolution',
  'videoCodec',
  'audioCodec',
  'language',
  'edition',
  'flags',
  'group',
] as const;

/** One of {@link FIELDS}. */
export type Field = (typeof FIELDS)[number];

/** What a parser, or a test suite, says a name says: raw values, in whatever spelling. */
export type RawFields = Readonly<Partial<Record<Field, unknown>>>;

/**
 * Brings the value of a field to one spelling, so that parsers with different words for a thing can be compared: `Blu-ray`, `BDRip` and
 * `BRRip` are all from a Blu-ray, `TRUEFRENCH` is French, titles are compared by their letters and digits. Lists are sets.
 * @returns undefined where the value says nothing in this field, such as `Dual Audio` for a codec.
 */
export function canonical(field: Field, value: unknown): string | undefined {
  const texts = (Array.isArray(value) ? value : [value]).filter((each) => each !== undefined && each !== null && each !== '').map(String);
  const mapped = texts.flatMap((text) => MAPPERS[field](text));
  return mapped.length > 0 ? [...new Set(mapped)].sort().join(' + ') : undefined;
}

const MAPPERS: Readonly<Record<Field, (text: string) => string[]>> = {
  title: (text) => nonEmpty(lettersOf(text.replace(/ s\d\de\d\d$/iu, ''))),
  year: (text) => text.match(/\d{4}/gu)?.slice(0, 1) ?? [],
  season: numbers,
  episode: numbers,
  source: (text) => firstOf(SOURCES, text),
  resolution: (text) => firstOf(RESOLUTIONS, text),
  videoCodec: (text) => firstOf(VIDEO_CODECS, text),
  audioCodec: (text) => text.split(/, |\s*\|\s*/u).flatMap((each) => firstOf(AUDIO_CODECS, each)),
  language: (text) => text.split(/, |[.&+]/u).flatMap((each) => firstOf(LANGUAGES, each.trim())),
  edition: (text) => EDITIONS.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : [])),
  flags: (text) => text.split(', ').flatMap((each) => firstOf(FLAGS, each)),
  group: (text) =>
    nonEmpty(
      text
        .replace(/\[[^\]]*\]$|^[[(]|[\])]$/gu, '')
        .trim()
        .toLowerCase(),
    ),
};

type Table = readonly (readonly [name: string, pattern: RegExp])[];

const SOURCES: Table = [
  ['workprint', /work ?print/i],
  ['screener', /scr/i],
  ['camera', /cam/i],
  ['telesync', /tele ?sync|^(?:hd)?-?ts$/i],
  ['telecine', /tele ?cine|^(?:hd)?-?tc$/i],
  ['region', /^r[3-6]$|regional/i],
  ['disc-hd', /hd-?dvd|complete|blu-?ray|^u?[hs]?d?b[dr]|bdrip|brrip|br-?rip|uhd ?bd|usbd|uhdrip|remux/i],
  ['dvd', /dvd/i],
  ['ppv', /ppv/i],
  ['web', /web|wbb|amazon|hulu|netflix|ddc|vod|dlmux/i],
  ['tv', /tv|satellite|sat-?rip|dsr|dth|dvb|digital tv|^ds/i],
  ['vhs', /vhs/i],
  ['hdrip', /hd-?rip|mhd|light/i],
  ['cinema-master', /digital[ .]master|dcp|dm-?rip/i],
];
const RESOLUTIONS: Table = [
  ['2160p', /2160|4k|3840/i],
  ['1440p', /1440|qhd/i],
  ['1080', /1080|1920|1444/i],
  ['720p', /720|1280/],
  ['576p', /576/],
  ['540p', /540|544/],
  ['480p', /480|^sd$/i],
  ['432p', /432/],
  ['360p', /360/],
];
const VIDEO_CODECS: Table = [
  ['h265', /[xh][. ]?265|hevc/i],
  ['h264', /[xh][. ]?264|avc/i],
  ['h263', /[xh][. ]?263/i],
  ['xvid', /xvid/i],
  ['divx', /divx/i],
  ['mpeg2', /mpe?g-?2/i],
  ['vc1', /vc-?1/i],
  ['av1', /av1/i],
  ['vp', /vp\d/i],
  ['svcd', /svcd/i],
  ['vcd', /vcd/i],
];
const AUDIO_CODECS: Table = [
  ['truehd', /true-?hd/i],
  ['atmos', /atmos/i],
  ['dts:x', /dts[:-]x/i],
  ['dts-hd', /dts[-. ]?hd|dtsma|dts-?ma/i],
  ['dts', /dts/i],
  ['eac3', /e-?ac-?3|ddp|dd\+|digital plus/i],
  ['ac3', /ac-?3|^dd|^dolby/i],
  ['aac', /aac/i],
  ['flac', /flac/i],
  ['lpcm', /lpcm/i],
  ['pcm', /pcm/i],
  ['mp3', /mp3/i],
  ['mp2', /mp2/i],
  ['opus', /opus/i],
  ['vorbis', /ogg|vorbis/i],
];
const LANGUAGES: Table = [
  ['mul', /^(?:mul|multi|dual)|multi(?:ple|lingual)|multi audio/i],
  ['en', /^en(?:g|glish)?$/i],
  ['fr', /^(?:fr|fre|fra|french|truefrench|vf[a-z]?|vof)$/i],
  ['de', /^(?:de|ger|deu|german)$/i],
  ['de-CH', /^de-ch$/i],
  ['es', /^(?:es|spa|esp|spanish|latino|castellano)$/i],
  ['it', /^(?:it|ita|italian)$/i],
  ['pt', /^(?:pt(?:-br)?|por|portuguese)$/i],
  ['nl-BE', /^(?:nl-be|flemish)$/i],
  ['nl', /^(?:nl|dutch)$/i],
  ['da', /^(?:da|dan|danish)$/i],
  ['sv', /^(?:sv|swe|swedish)$/i],
  ['no', /^(?:no|nor|norwegian)$/i],
  ['fi', /^(?:fi|finnish)$/i],
  ['nordic', /^(?:nordic|mis)$/i],
  ['pl', /^(?:pl|polish|poland)$/i],
  ['cs', /^(?:cs|czech)$/i],
  ['hu', /^(?:hu|hungarian)$/i],
  ['ru', /^(?:ru|rus|russian)$/i],
  ['uk', /^(?:uk|ukrainian)$/i],
  ['ja', /^(?:ja|jp|jap|japanese)$/i],
  ['zh', /^(?:zh|chi|chinese|mandarin)$/i],
  ['ko', /^(?:ko|korean)$/i],
  ['hi', /^(?:hi|hin|hindi)$/i],
  ['ta', /^(?:ta|tam|tamil)$/i],
  ['te', /^(?:te|tel|telugu)$/i],
  ['ml', /^(?:ml|mal|malayalam)$/i],
  ['kn', /^(?:kn|kan|kannada)$/i],
  ['bn', /^(?:bn|bengali|bangla)$/i],
  ['pa', /^(?:pa|punjabi)$/i],
  ['mr', /^(?:mr|marathi)$/i],
  ['ur', /^(?:ur|urdu)$/i],
  ['ca', /^(?:ca|catalan)$/i],
  ['et', /^(?:et|estonian)$/i],
  ['sq', /^(?:sq|albania|albanian)$/i],
];
const EDITIONS: Table = [
  ['directors', /director/i],
  ['extended', /extended/i],
  ['theatrical', /theatrical/i],
  ['final', /final cut/i],
  ['assembly', /assembly/i],
  ['rogue', /rogue/i],
  ['alternative', /alternat/i],
  ['special', /special edition|^special$/i],
  ['collector', /collector/i],
  ['ultimate', /ultimate/i],
  ['deluxe', /deluxe/i],
  ['anniversary', /anniversary/i],
  ['criterion', /criterion/i],
  ['fan', /fan ?edit|^fan$/i],
  ['festival', /festival/i],
  ['imax', /imax/i],
  ['open-matte', /open ?matte/i],
  ['despecialized', /despecialized/i],
  ['uncensored', /uncensored/i],
  ['unrated', /unrated/i],
  ['uncut', /uncut/i],
  ['remastered', /remaster/i],
  ['restored', /restored/i],
  ['2in1', /\din\d/i],
];
const FLAGS: Table = [
  ['proper', /^(?:proper|real)$/i],
  ['repack', /^(?:repack|rerip)$/i],
  ['internal', /^internal$/i],
  ['readnfo', /^read ?nfo$/i],
  ['remux', /^remux$/i],
  ['nuked', /^nuked$/i],
  ['dirfix', /^dirfix$/i],
];

function numbers(text: string): string[] {
  const run = /^(\d+)-(\d+)$/u.exec(text);
  if (run)
    return Array.from({ length: Math.max(1, Math.min(200, Number(run[2]) - Number(run[1]) + 1)) }, (_, step) =>
      String(Number(run[1]) + step),
    );
  return text.match(/\d+/gu)?.map((digits) => String(Number(digits))) ?? [];
}

function firstOf(table: Table, text: string): string[] {
  return table
    .filter(([, pattern]) => pattern.test(text))
    .slice(0, 1)
    .map(([name]) => name);
}

/** Letters and digits of a title, without marks over the letters. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/gu, 'and')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function nonEmpty(text: string): string[] {
  return text === '' ? [] : [text];
}
