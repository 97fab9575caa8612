/** What the console, the report and the case page call things, without any Node API. Each language is a file that loads by itself. */

export { fill, type Message, type Same } from '@streetdate/matcher/internal';
export { default as DE } from './words/de.ts';
export { default as EN } from './words/en.ts';
export { default as ES } from './words/es.ts';
export { default as FR } from './words/fr.ts';
export { answerInWords, evidenceInWords, signInWords } from './words/sources.ts';
export { findingTold, reasonInWords, summaryInWords, type Told } from './words/summaries.ts';
export { bytesInWords, chanceInWords, daysEarlyInWords, durationInWords, mediaTime, oddsInWords, percentInWords } from './words/units.ts';
export { findingInWords, type ToldWindow, windowsInWords } from './words/verdicts.ts';
export { IN_ENGLISH, inWords, type PageWords, type Writing } from './words/writing.ts';
