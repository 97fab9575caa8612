import { type Fingerprint, SECTIONS } from '../fingerprint.ts';
import type { Section } from '../sections/section.ts';

/**
 * Looks for what {@link Fingerprint} does not allow: arrays of unequal length, times that go back, spans that overlap, numbers out of range.
 * @returns What is wrong and where, to go after "the fingerprint's …"; undefined when nothing is.
 */
export function fingerprintFault(fingerprint: Fingerprint): string | undefined {
  return faultOf(SECTIONS, fingerprint);
}

/** The first fault that a section finds. */
export function faultOf<P>(sections: readonly Section<P>[], fingerprint: P): string | undefined {
  for (const { check } of sections) {
    const fault = check(fingerprint);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
