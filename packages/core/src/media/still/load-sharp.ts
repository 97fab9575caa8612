import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type sharp from 'sharp';
import { StreetdateError } from '../../errors.ts';

/** The package. */
export type SharpModule = typeof sharp;

/**
 * Loads sharp, whose native code only stills need. The only file that imports it.
 * @throws StreetdateError `runtime-missing` when it is not installed for this system.
 */
export async function loadSharp(): Promise<typeof sharp> {
  try {
    const module = await import('sharp');
    return module.default;
  } catch (cause) {
    throw missing(cause);
  }
}

/**
 * Where a process of its own finds sharp: its address, and the folder with it and all that it loads.
 * @throws StreetdateError `runtime-missing`
 */
export function sharpPlace(): { readonly url: string; readonly folder: string } {
  try {
    const entry = createRequire(import.meta.url).resolve('sharp');
    const parts = dirname(entry).split(sep);
    return { url: pathToFileURL(entry).href, folder: parts.slice(0, parts.indexOf('node_modules') + 1).join(sep) };
  } catch (cause) {
    throw missing(cause);
  }
}

function missing(cause: unknown): StreetdateError {
  const message = `the package sharp, which reads stills, cannot be loaded on ${process.platform}-${process.arch}; run: npm install --include=optional sharp`;
  return new StreetdateError('runtime-missing', message, { cause });
}
