import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readTerritory } from '../definitions/readers.ts';
import { UsageError } from '../exit.ts';
import type { SettingValues } from './settings.ts';

/** The name of a project's file. */
const PROJECT_FILE = 'streetdate.json';

/** The text of a file; undefined where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(async (cause: NodeJS.ErrnoException) => {
    // The folder of another user may be closed: whoever runs a command for somebody else often keeps the variable HOME.
    const isThere = await stat(path).then(
      () => true,
      () => false,
    );
    if (!isThere) return undefined;
    throw new UsageError(`${path}: it cannot be read (${cause.code ?? cause.message})`);
  });
}

/** Finds the nearest file of a project, in a folder or above it. */
export async function findProjectFile(folder: string): Promise<{ readonly path: string; readonly text: string } | undefined> {
  for (let here = resolve(folder); ; here = dirname(here)) {
    const path = join(here, PROJECT_FILE);
    const text = await textOf(path);
    if (text !== undefined) return { path, text };
    if (dirname(here) === here) return undefined;
  }
}

/** The user's file, and its text where there is one. */
export async function findUserFile(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly path: string; readonly text: string | undefined } | undefined> {
  const { XDG_CONFIG_HOME: own = '', HOME: home = '' } = env;
  // A relative one is invalid by the XDG Base Directory Specification.
  const base = own.startsWith('/') ? own : home.startsWith('/') ? join(home, '.config') : undefined;
  if (base === undefined) return undefined;
  const path = join(base, 'streetdate', 'config.json');
  return { path, text: await textOf(path) };
}

/**
 * Reads the text of a configuration file. A relative home becomes absolute, from the file's folder.
 * @throws UsageError that names the file, the key and the reason.
 */
export async function parseSettingsFile(path: string, text: string): Promise<SettingValues> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${path}: it is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  const { configFile } = await import('../output/config-record.ts');
  const parsed = configFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const known = Object.keys(configFile.shape).filter((name) => name !== '$schema');
    if (issue?.code === 'unrecognized_keys')
      throw new UsageError(
        `${path}: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}: there is no such setting; there are ${known.join(', ')}`,
      );
    throw new UsageError(`${path}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`);
  }
  const { $schema: _, home, territory, ...rest } = parsed.data;
  return {
    ...rest,
    ...(home !== undefined && { home: resolve(dirname(path), home) }),
    ...(territory !== undefined && { territory: await territoryIn(path, territory) }),
  };
}

async function territoryIn(path: string, text: string): Promise<string> {
  return readTerritory(text).catch((error: unknown) => {
    throw new UsageError(`${path}: territory: ${error instanceof Error ? error.message : error}`);
  });
}
