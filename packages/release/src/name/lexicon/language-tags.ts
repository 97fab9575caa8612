import { ruleForAny, rules, type TagRule, type WordTable } from '../tag.ts';

/** Language names in release names: whole words, in English or in the language itself. Keys are BCP 47. */
const NAMES: WordTable = {
  mul: 'multi(?:ple)?(?:~(?:lang(?:uage)?s?|lingual))?|multi~[2-9]',
  en: 'english|inglese|voa',
  fr: 'french|true~french|francais|vff|vfq|vfi|vof|vf2?|frenchs|vq',
  de: 'german|deutsch|ger~dub|aleman',
  'de-CH': 'swiss~german|suisse~allemand',
  es: 'spanish|espanol(?:es)?|castell?ano|latino|spa~lat|esp~lat|spanish~latin',
  it: 'italian[o]?',
  pt: 'portuguese|portugues|dublado',
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
  ca: 'catalan|catala|valencian',
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

/** Three-letter language codes: ISO 639-2 and others in use. */
const THREE_LETTERS: WordTable = {
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
  ca: 'cat',
};

/** Country codes that stand for the country's language. */
const COUNTRIES: WordTable = { cs: 'CZ', da: 'DK', el: 'GR', et: 'EE', ja: 'JP', ko: 'KR', zh: 'CN' };

/** Two-letter codes (ISO 639-1). They count only in capitals, beside other languages or a word for subtitles. */
const TWO_LETTERS: WordTable = Object.fromEntries(
  'en fr de es it pt nl da sv no fi pl cs hu ru el tr he ja zh ko hi ca ro lv lt bg sk et'
    .split(' ')
    // The code of Estonian is a word in many languages.
    .map((code) => [code, [code === 'et' ? undefined : code.toUpperCase(), COUNTRIES[code]].filter(Boolean).join('|')]),
);

/** The language (BCP 47) of a two- or three-letter code in release names, in any case; undefined for other words. */
export function languageOfCode(code: string): string | undefined {
  const small = code.toLowerCase();
  if (Object.hasOwn(TWO_LETTERS, small)) return small;
  return Object.keys(THREE_LETTERS).find((language) => THREE_LETTERS[language]!.split('|').includes(small));
}

const SMALL_LETTERS: WordTable = Object.fromEntries(Object.entries(TWO_LETTERS).map(([code, names]) => [code, names.toLowerCase()]));
/** Codes that are not English words. */
const PARTED: WordTable = Object.fromEntries(
  ['fr', 'en', 'pl', 'ru', 'pt', 'nl', 'sv', 'cs', 'hu', 'tr', 'bg', 'sk'].map((code) => [code, code]),
);
const TWO = `(?:${Object.values(SMALL_LETTERS).join('|')})`;
const JOINED = `(?:${Object.values(THREE_LETTERS).join('|')})(?:[-+,&/][a-z]{2,3}){0,4}`;

/** Every word for a language, by language. `codes` selects the two-letter codes that also count. */
function everyName(codeOf: (language: string) => string | undefined): WordTable {
  return Object.fromEntries(
    Object.entries({ ...NAMES, mul: 'multi(?:ple)?' }).map(([language, names]) => [
      language,
      [names, THREE_LETTERS[language], codeOf(language)].filter(Boolean).join('|'),
    ]),
  );
}
const WITHOUT_CODES = everyName(() => undefined);
const WITH_CODES = everyName((language) => language.slice(0, 2));

/** Subtitle languages: `NL.Subs`, `subfrench`, `VOSTFR`, `HebSubs`, `Legendado.PT`. */
export const LANGUAGE_TAGS: readonly TagRule[] = [
  ruleForAny('subtitles', 'strong', WITH_CODES, '%~(?:soft|hard|hc|fast)?~sub(?:s|bed|title[sd]?)?'),
  ruleForAny('subtitles', 'strong', WITH_CODES, '(?:legendado|subs?)~%'),
  ruleForAny('subtitles', 'strong', WITHOUT_CODES, '(?:soft|hard)?subs?(?:titles?|bed)?~%'),
  ...rules('subtitles', 'strong', {
    fr: 'vost~(?:fr|f|r)?|sub~french|stfr|vosta|fastsub~vostfr',
    en: 'vose?n|vosten',
    es: 'vose',
    und: '(?:e|m|multi|soft|hard|hc|fast|fan|with|incl)~sub(?:s|bed|titles?|titulado)?|msubs?|legendado|napisy|sub(?:bed|s|titles?|titulado)|(?:korsub|kor~sub)',
    ko: 'kor~subs?|korsub',
    mul: 'multi~subs?',
  }),
  // A bracket that holds only codes: [FR-EN].
  ruleForAny('language', 'strong', SMALL_LETTERS, `(?<=[[({])%(?=[-+,&/]${TWO}[\\])}])|(?<=[[({]${TWO}[-+,&/])%(?=[\\])}])`),
  // First in the name and separated from the rest, unless the word may be a title: Fr - Salt Flats.
  ruleForAny('language', 'strong', PARTED, '(?<=^[ ]*)%(?=[ ]-[ ])'),
  ruleForAny('language', 'weak', NAMES),
  ruleForAny('language', 'weak', THREE_LETTERS),
  ruleForAny('language', 'code', TWO_LETTERS),
  // In any case when joined to a three-letter code: Fr-Eng, eng+de+it.
  ruleForAny('language', 'weak', SMALL_LETTERS, `(?<=${JOINED}[-+,&/])%|%(?=[-+,&/]${JOINED})`),
  // German releases that add the original sound: dual language, multi language.
  ...rules('language', 'code', { mul: 'DL|ML' }),
  ...rules('language', 'weak', { mul: '(?<=german[ ._-](?:[a-z0-9.]{1,40}[ ._-])?)[dm]l' }),
  ...rules('subtitles', 'code', { es: 'VOS' }),
];
