/** From a file to a verdict. */

export { RefusedError } from './refusal.ts';
export { VERSION } from './version.ts';
