/** The arithmetic of a reading without any Node API, for the verifier of bundles. It promises nothing: do not use it elsewhere. */

export { weighCanary } from './canaries/weigh-canary.ts';
export { biasPoints } from './code/bias.ts';
export {
  type BiasesOpening,
  biasesOfPoints,
  biasesText,
  packCorrelations,
  packWord,
  unpackCorrelations,
  unpackWord,
  type WordOpening,
  wordText,
} from './code/opening.ts';
export { logChanceOf, logRatioOf, scoreOf } from './code/scores.ts';
export { NOT_READ, type Reading, softReadings } from './code/soft-readings.ts';
