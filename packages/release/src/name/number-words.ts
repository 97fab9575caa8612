/** Ordinals and cardinals from one to ten in English, French, Spanish, Italian, German and Roman numerals, as season names spell them. */
const WORDS: readonly string[] = [
  'one|first|une?|premi[eè]re|uno|prim[ao]|primera|eins|erste|i',
  'two|second|deux|deuxi[eè]me|dos|segunda|due|seconda|zwei|zweite|ii',
  'three|third|trois|troisi[eè]me|tres|tercera|tre|terza|drei|dritte|iii',
  'four|fourth|quatre|quatri[eè]me|cuatro|cuarta|quattro|quarta|vier|vierte|iv',
  'five|fifth|cinq|cinqui[eè]me|cinco|quinta|cinque|fünf|fünfte|v',
  'six|sixth|sixi[eè]me|seis|sexta|sei|sesta|sechs|sechste|vi',
  'seven|seventh|sept|septi[eè]me|siete|s[eé]ptima|sette|settima|sieben|siebte|vii',
  'eight|eighth|huit|huiti[eè]me|ocho|octava|otto|ottava|acht|achte|viii',
  'nine|ninth|neuf|neuvi[eè]me|nueve|novena|nove|nona|neun|neunte|ix',
  'ten|tenth|dix|dixi[eè]me|diez|d[eé]cima|dieci|decima|zehn|zehnte|x',
];

/** Any of the words, as part of a pattern. */
export const NUMBER_WORD = `(?:${WORDS.join('|')})`;

/** The number that a word matched by {@link NUMBER_WORD} stands for, 1 to 10. */
export function numberOfWord(word: string): number {
  return 1 + WORDS.findIndex((words) => new RegExp(`^(?:${words})$`, 'iu').test(word));
}
