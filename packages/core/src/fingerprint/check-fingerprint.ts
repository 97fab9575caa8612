import { checkList, checkObject } from '../check.ts';
import type { Fingerprint } from './fingerprint.ts';

/** Throws a `TypeError` unless a value looks like a fingerprint. What its parts hold is checked where it is encoded and decoded. */
export function checkFingerprint(name: string, value: unknown): asserts value is Fingerprint {
  checkObject(name, value);
  const { tracks, media } = value as Partial<Fingerprint>;
  checkList(`${name}.tracks`, tracks, checkObject);
  checkObject(`${name}.media`, media);
}
