import { rules, type TagRule, words } from '../tag.ts';

/** Languages by what release names call them: the whole word, in English or as its speakers write it. Keys are BCP 47. */
const NAMES: Readonly<Record<string, string>> = {
  mul: 'multi(?:ple)?(?:~(?:lang(?:uage)?s?|lingual))?|multi~[2-9]',
  en: 'english|inglese',
  fr: 'french|true~french|fran[cç]ais|vff|vfq|vfi|vof|vf2?|frenchs|vq',
  de: 'german|deutsch|ger~dub|aleman',
  'de-CH': 'swiss~german|suisse~allemand',
  es: 'spanish|espa[nñ]ol(?:es)?|castell?ano|latino|spa~lat|esp~lat|spanish~latin',
  it: 'italian[o]?',
  pt: 'portuguese|portugu[eê]s|dublado',
  'pt-BR': 'brazilian|pt~br|brazil',
  nl: 'dutch|nederlands',
  'nl-BE': 'flemish|vlaams',
  da: 'danish|dansk',
  sv: 'swedish|svensk',
  no: 'norwegian|norsk',
  fi: 'finnish|suomi',
  is: 'icelandic',
  mis: 'nordic',
  pl: 'polish|polski|pldub|lektor~pl|plsub',
  cs: 'czech|cesky',
  sk: 'slovak',
  hu: 'hungarian|magyar',
  ro: 'romanian',
  ru: 'russian',
  uk: 'ukrainian|ukr',
  el: 'greek',
  tr: 'turkish|turkce',
  he: 'hebrew|heb~dub',
  ar: 'arabic',
  fa: 'persian|farsi',
  ja: 'japanese',
  zh: 'chinese|mandarin|cantonese',
  ko: 'korean',
  th: 'thai',
  vi: 'vietnamese',
  hi: 'hindi',
  ta: 'tamil',
  te: 'telugu',
  ml: 'malayalam',
  kn: 'kannada',
  bn: 'bengali|bangla',
  pa: 'punjabi',
  mr: 'marathi',
  gu: 'gujarati',
  ur: 'urdu',
  ca: 'catalan|catal[aà]|valencian',
  et: 'estonian',
  lv: 'latvian',
  lt: 'lithuanian',
  bg: 'bulgarian',
  hr: 'croatian',
  sr: 'serbian',
  sl: 'slovenian|slovene',
  sq: 'albanian',
  id: 'indonesian',
  ms: 'malay',
};

/** Languages by their codes of three letters (ISO 639-2, and those in use beside it). */
const THREE_LETTERS: Readonly<Record<string, string>> = {
  en: 'eng|ing',
  fr: 'fre|fra',
  de: 'ger|deu',
  es: 'spa|esp|cast',
  it: 'ita',
  pt: 'por',
  nl: 'dut|nld',
  da: 'dan',
  sv: 'swe',
  no: 'nor',
  fi: 'fin',
  pl: 'pol',
  cs: 'cze|ces',
  hu: 'hun',
  ru: 'rus',
  el: 'gre',
  tr: 'tur',
  he: 'heb',
  ja: 'jap|jpn',
  zh: 'chi|zho|chs|cht',
  ko: 'kor',
  hi: 'hin',
  ta: 'tam',
  te: 'tel',
  ml: 'mal',
  kn: 'kan',
  bn: 'ben',
  ca: 'cat',
};

/** Countries that stand for their language. */
const COUNTRIES: Readonly<Record<string, string>> = { cs: 'CZ', da: 'DK', el: 'GR', ja: 'JP', ko: 'KR', zh: 'CN' };

/** Codes of two letters (ISO 639-1): only in capitals, and only beside other languages or the word for subtitles. */
const TWO_LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  'en fr de es it pt nl da sv no fi pl cs hu ru el tr he ja zh ko hi ca ro'
    .split(' ')
    .map((code) => [code, [code.toUpperCase(), COUNTRIES[code]].filter(Boolean).join('|')]),
);

const NAMED = Object.entries({ ...NAMES, mul: 'multi(?:ple)?' });
const ANY_NAME = NAMED.map(([code, name]) => [code, [name, THREE_LETTERS[code]].filter(Boolean).join('|')] as const);

/** Subtitles with their language: `NL.Subs`, `subfrench`, `VOSTFR`, `HebSubs`, `Legendado.PT`. */
const SUBTITLES: readonly TagRule[] = [
  ...ANY_NAME.map(
    ([code, name]): TagRule => ({
      kind: 'subtitles',
      strength: 'strong',
      value: code,
      pattern: words(
        `(?:${name}|${code.slice(0, 2)})~(?:soft|hard|hc|fast)?~sub(?:s|bed|title[sd]?)?|(?:soft|hard)?subs?(?:titles?|bed)?~(?:${name})|legendado~(?:${name}|${code.slice(0, 2)})|subs?~(?:${name}|${code.slice(0, 2)})`,
      ),
    }),
  ),
  ...rules('subtitles', 'strong', {
    fr: 'vost~(?:fr|f|r)?|sub~french|stfr|vosta|fastsub~vostfr',
    en: 'vose?n|vosten',
    es: 'vose|vos',
    und: '(?:e|m|multi|soft|hard|hc|fast|fan|with|incl)~sub(?:s|bed|titles?|titulado)?|msubs?|legendado|napisy|sub(?:bed|s|titles?|titulado)|(?:korsub|kor~sub)',
    ko: 'kor~subs?|korsub',
    mul: 'multi~subs?',
  }),
];

/** Languages, spoken and written under the picture. */
export const LANGUAGE_TAGS: readonly TagRule[] = [
  ...SUBTITLES,
  ...rules('language', 'weak', NAMES),
  ...rules('language', 'weak', THREE_LETTERS),
  ...rules('language', 'code', TWO_LETTERS),
  // German releases with the original sound besides: dual language, multi language.
  ...rules('language', 'code', { mul: 'DL|ML' }),
];
