import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads an export of a developer's own module.
 * @param path - JavaScript module, relative to the working folder.
 * @param what - What is expected, for the message.
 * @param isWanted - Whether an export is one.
 * @returns The default export if it is wanted, else the first export that is.
 * @throws Error that names the file and says why, when it cannot be loaded or exports none.
 */
export async function loadOwn<Wanted>(path: string, what: string, isWanted: (value: unknown) => value is Wanted): Promise<Wanted> {
  let exported: Record<string, unknown>;
  try {
    exported = await import(pathToFileURL(resolve(path)).href);
  } catch (cause) {
    throw new Error(`${path} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const found = [exported.default, ...Object.values(exported)].find(isWanted);
  if (found === undefined) throw new Error(`${path} must export ${what}, got ${Object.keys(exported).join(', ') || 'no export'}`);
  return found;
}
