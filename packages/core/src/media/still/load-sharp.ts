import type sharp from 'sharp';
import { StreetdateError } from '../../errors.ts';

/** A picture to decode. */
export type Sharp = ReturnType<typeof sharp>;

/** The facts of a picture that need no decoding. */
export type Metadata = Awaited<ReturnType<Sharp['metadata']>>;

/**
 * Loads sharp, whose native code only stills need. The only file that imports it.
 * @throws StreetdateError `runtime-missing` when it is not installed for this system.
 */
export async function loadSharp(): Promise<typeof sharp> {
  try {
    const module = await import('sharp');
    return module.default;
  } catch (cause) {
    const message = `the package sharp, which reads stills, cannot be loaded on ${process.platform}-${process.arch}; run: npm install --include=optional sharp`;
    throw new StreetdateError('runtime-missing', message, { cause });
  }
}
