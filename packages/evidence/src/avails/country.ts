import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Whether two capital letters are a country's code (ISO 3166-1). This file is the only adapter of iso-3166-1, which is loaded when a code is asked for. */
export function isCountry(code: string): boolean {
  const { whereAlpha2 } = require('iso-3166-1') as typeof import('iso-3166-1');
  return /^[A-Z]{2}$/.test(code) && whereAlpha2(code) !== undefined;
}
