import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation at its present size, for all threads and for good. Over hours V8 lets it grow to 32 MiB, from Node 24 on to
 * 64, however little of it is used. The memory of pictures lies outside the heap and triggers full collections before the young generation
 * is ever cleared.
 *
 * Measured on 20 minutes of film: fingerprinting takes 16 MiB less and 0.95 ± 0.02 × the CPU time, with 124 full collections instead of
 * 180. Searching takes 1.01 × as long. It sets V8's growth factor, an undocumented flag of Node 20, 22 and 24. An engine without that flag
 * prints a warning and continues. Only a program should call it, not a library.
 */
export function limitYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
