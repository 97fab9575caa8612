import { COMPOSITION } from './composition.ts';
import { GEOMETRY } from './geometry.ts';
import type { Operator } from './operator.ts';
import { PHOTOMETRIC } from './photometric.ts';
import { TIME } from './time.ts';

/** Every operator, in the order of the tables. */
export const OPERATORS: readonly Operator[] = [...GEOMETRY, ...COMPOSITION, ...PHOTOMETRIC, ...TIME];
