import { access } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './usage-error.ts';

/**
 * Loads the default export of a developer's own module.
 * @param path - JavaScript module, relative to the working folder. TypeScript works where Node runs it.
 * @param what - What is expected, for the message.
 * @param faultOf - What is wrong with an export; undefined when nothing is.
 * @throws UsageError that names the file and says why, when it cannot be loaded or exports something else.
 */
export async function loadOwn<Wanted>(path: string, what: string, faultOf: (value: unknown) => string | undefined): Promise<Wanted> {
  const exported = await importModule(path);
  if (!('default' in exported)) {
    const names = Object.keys(exported);
    const got = names.length === 0 ? 'it exports nothing' : `it only exports ${names.join(', ')} by name`;
    throw new UsageError(`${path} must have ${what} as its default export: write \`export default …\`; ${got}`);
  }
  const fault = faultOf(exported.default);
  if (fault !== undefined) throw new UsageError(`${path} must have ${what} as its default export: ${fault}`);
  return exported.default as Wanted;
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  const file = resolve(path);
  try {
    await access(file);
    return await import(pathToFileURL(file).href);
  } catch (cause) {
    const { code, message } = Object(cause) as Partial<NodeJS.ErrnoException>;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /^\.[cm]?ts$/.test(extname(path))) throw new UsageError(needsTypeScript(path), { cause });
    throw new UsageError(`${path} cannot be loaded: ${reasonOf(path, code, message ?? String(cause))}`, { cause });
  }
}

function reasonOf(path: string, code: string | undefined, message: string): string {
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return `a module is a .js, .mjs or .cjs file, not ${extname(path) || 'one without an ending'}`;
  return `${message.split('\n', 1)[0]}${code === undefined ? `; \`node ${path}\` shows where` : ''}`;
}

function needsTypeScript(path: string): string {
  return `${path} cannot be loaded: Node ${process.versions.node} does not run TypeScript; install tsx and set NODE_OPTIONS='--import tsx', or use Node 22.18 or newer, or compile the file`;
}
