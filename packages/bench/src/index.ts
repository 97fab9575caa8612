export { type BenchHashersOptions, benchHashers, type HasherFigures } from './hashers/bench-hashers.ts';
export { CHANGES, type Change } from './hashers/changes.ts';
export type { ChangeFigures, DistanceSpread, Telling } from './hashers/tell-apart.ts';
export type { Figure, Section, Unit } from './measure/figure.ts';
export type { DistanceCounts, RocPoint } from './measure/roc.ts';
