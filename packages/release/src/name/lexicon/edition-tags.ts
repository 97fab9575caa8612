import { ruleForAny, rules, type TagRule, type WordTable } from '../tag.ts';

/** Words that name an edition. */
const QUALIFIERS: WordTable = {
  "Director's Cut": "director'?s?",
  'Extended Cut': 'extended',
  'Theatrical Cut': 'theatrical',
  'Final Cut': 'final',
  'Rogue Cut': 'rogue',
  'Assembly Cut': 'assembly',
  'International Cut': 'international',
  'Alternative Cut': 'alternat(?:e|ive)',
  'Special Edition': 'special',
  "Collector's Edition": "collector'?s?",
  'Ultimate Edition': 'ultimate',
  'Deluxe Edition': 'deluxe',
  'Limited Edition': 'limited',
  'Criterion Collection': 'criterion',
  'Anniversary Edition': '(?:[0-9]{1,3}(?:st|nd|rd|th)? )?anniversary',
  'Fan Edit': 'fan',
  'Festival Cut': 'festival',
  'IMAX Edition': 'imax',
  Unrated: 'unrated',
  Uncut: 'uncut',
  Restored: '(?:4k~)?restor(?:ed|ation)',
  Remastered: '(?:[24]k~)?re~master(?:ed)?',
  Despecialized: 'despecialized',
  Uncensored: 'uncensored',
};

const NOUN = '(?:edition|version|cut|edit|ed|print|collection|release)';
const ANY_QUALIFIER = Object.values(QUALIFIERS).join('|');

/** Several words that share one noun, each an edition of its own: `Extended Director's Cut`, `Ultimate Collector's Edition`. */
const SHARED_NOUN = `(?:~${NOUN}|(?=(?: (?:${ANY_QUALIFIER})){1,4}~${NOUN}))`;

/** Edition words that follow their noun in Romance languages, beside those spelled as in English: `Édition Spéciale`. */
const BEHIND_NOUN: WordTable = {
  ...QUALIFIERS,
  'Special Edition': 'e?special[e]?',
  'Ultimate Edition': 'ultim(?:at)?[ae]',
  'Limited Edition': 'limit(?:ed|ee|ada|ata)',
};

/** Editions and cuts. */
export const EDITION_TAGS: readonly TagRule[] = [
  ruleForAny('edition', 'strong', QUALIFIERS, `(?:the )?%${SHARED_NOUN}`),
  ruleForAny('edition', 'strong', BEHIND_NOUN, `(?:edition|edicion|edicao|edizione)~%(?!'?s?~${NOUN})`),
  ...rules('edition', 'strong', {
    // With another word between: Ultimate Hunter Edition.
    'Ultimate Edition': 'ultimate (?!fan|collector)[a-z\\x7f]+ edition',
    'Anniversary Edition': '[0-9]{1,3}(?:st|nd|rd|th)? anniversary',
    'IMAX Edition': 'imax~enhanced',
    'Open Matte': 'open~matte',
    Despecialized: 'despecialized',
    Uncensored: 'uncensored',
    Restored: '4k~restor(?:ed?|ation)',
    Unrated: 'unrated',
    Uncut: 'uncut',
    Remastered: '(?:[24]k~)?re~master(?:ed)?',
    '2in1': '[2-9]~in~1',
  }),
  ...rules('edition', 'weak', {
    "Director's Cut": 'directors?',
    'Extended Cut': 'extended|version longue',
    'Theatrical Cut': 'theatrical',
    'Alternative Cut': 'alternat(?:e|ive)',
    // After a season it means an episode outside the season: S13.SPECIAL.
    'Special Edition': '(?<![^a-z0-9]s[0-9]{1,3}[^a-z0-9])special|se',
    "Collector's Edition": 'collectors?',
    'Ultimate Edition': 'ultimate',
    'Criterion Collection': 'criterion|cc',
    'IMAX Edition': 'imax',
    'Festival Cut': 'festival',
    'Deluxe Edition': 'deluxe',
    Restored: '(?:4k~)?restor(?:ed?|ation)',
    Colorized: 'colou?ri[sz]ed',
    'Other Edition': `[a-z\\x7f]{3,} (?:edition)(?!~(?:${Object.values(BEHIND_NOUN).join('|')}))`,
  }),
  ...rules('edition', 'code', { "Director's Cut": 'DC', 'Open Matte': 'OM' }),
];
