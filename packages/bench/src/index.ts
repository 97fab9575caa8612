export { type BenchHashersOptions, benchHashers, type HasherFigures } from './hashers/bench-hashers.ts';
export { CHANGES, type Change } from './hashers/changes.ts';
export type { Figure, Section, Unit } from './measure/figure.ts';
