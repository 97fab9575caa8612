import { extname } from 'node:path';

/** Whether the name is that of a fingerprint file. */
export function isFingerprintName(path: string): boolean {
  return extname(path).toLowerCase() === '.sdfp';
}
