import { SOURCE_ODDS_NEEDED, SOURCE_ODDS_TELLING, type SourceAnswer } from '@streetdate/matcher/internal';
import { oddsInWords } from './units.ts';
import { inWords, type PageWords, type Writing } from './writing.ts';

type Source = SourceAnswer['source'];

/** The answer about a copy's source: `Most likely source: digital release (35 : 1 against disc)`. */
export function answerInWords(
  { source, next, certainty, odds }: Pick<SourceAnswer, 'source' | 'certainty' | 'odds'> & { readonly next?: Source | undefined },
  writing: Writing,
): string {
  const isEven = certainty === 'undecided' && odds === 1;
  return inWords(isEven ? 'certainty.equal' : `certainty.${certainty}`, writing, {
    source: inWords(`source.${source}`, writing),
    rival: inWords(`source.${next ?? 'any-other'}`, writing),
    odds: oddsInWords(odds, writing),
    needed: certainty === 'likely' ? SOURCE_ODDS_NEEDED : SOURCE_ODDS_TELLING,
  });
}

/** A likelihood ratio about a source, such as `40 : 1 against digital release` or `3 : 1 for camera recording`. */
export function evidenceInWords(
  { source, likelihoodRatio }: { readonly source: Source; readonly likelihoodRatio: number },
  writing: Writing,
): string {
  const isAgainst = likelihoodRatio < 1;
  const odds = oddsInWords(isAgainst ? 1 / likelihoodRatio : likelihoodRatio, writing);
  return inWords(isAgainst ? 'sign.against' : 'sign.for', writing, { odds, source: inWords(`source.${source}`, writing) });
}

/** The name of a sign of provenance, and what it measures. One of a later version has its own name and no more. */
export function signInWords(sign: string, writing: Writing): { readonly name: string; readonly measures: string | undefined } {
  const known = (word: string) => (isWord(word, writing) ? inWords(word, writing) : undefined);
  return { name: known(`sign.${sign}`) ?? sign, measures: known(`measures.${sign}`) };
}

function isWord(word: string, { words }: Writing): word is keyof PageWords {
  return Object.hasOwn(words, word);
}
