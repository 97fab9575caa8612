import { DEFAULT_HOME, type SettingName } from '../definitions/define.ts';
import { UsageError } from '../exit.ts';
import type { ColorWish, Origin, Setting, Settings, SettingsFile, SettingValues } from './settings.ts';
import { findProjectFile, findUserFile, parseSettingsFile } from './settings-file.ts';

/** Where settings are looked for. */
export interface SettingsPlaces {
  /** Values of options that were given, with the options' names. */
  readonly options: { readonly [Name in SettingName]?: { readonly value: NonNullable<SettingValues[Name]>; readonly name: string } };
  readonly env: NodeJS.ProcessEnv;
  /** The current folder. */
  readonly folder: string;
}

/** The settings in force, and what was looked at. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly files: readonly SettingsFile[];
  /** The current folder. */
  readonly folder: string;
  /** Files that are wrong. What they say does not count. */
  readonly faults: readonly UsageError[];
}

/** Finds each setting: an option before the environment, a project's file, the user's file and the default. */
export async function loadSettings({ options, env, folder }: SettingsPlaces): Promise<LoadedSettings> {
  const faults: UsageError[] = [];
  const files: SettingsFile[] = [];
  const layers: { readonly values: SettingValues; readonly origin: Origin }[] = [];
  const read = async (from: SettingsFile['from'], find: () => Promise<{ path: string; text: string | undefined } | undefined>) => {
    try {
      const found = await find();
      if (found === undefined) return;
      const { path, text } = found;
      const file = { from, path, exists: text !== undefined };
      files.push(file);
      if (text === undefined) return;
      const values = await parseSettingsFile(path, text);
      files.splice(-1, 1, { ...file, home: values.home });
      layers.push({ values, origin: { from, path } });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(error);
    }
  };
  await read('project-file', () => findProjectFile(folder));
  await read('user-file', () => findUserFile(env));

  const find = <Name extends SettingName>(name: Name, byDefault: Settings[Name]['value']): Setting<Settings[Name]['value']> => {
    const option = options[name];
    if (option !== undefined) return { value: option.value, from: 'option', name: option.name };
    const variable = ofEnvironment(name, env);
    if (variable !== undefined) return { value: variable.value as Settings[Name]['value'], from: 'environment', name: variable.name };
    for (const { values, origin } of layers) {
      const value = values[name];
      if (value !== undefined) return { value, ...origin };
    }
    return { value: byDefault, from: 'default' };
  };
  const settings: Settings = {
    home: find('home', DEFAULT_HOME),
    territory: find('territory', undefined),
    concurrency: find('concurrency', undefined),
    quiet: find('quiet', false),
    color: find('color', 'auto'),
  };
  return { settings, files, folder, faults };
}

/** What a variable says; an empty one counts as none. `NO_COLOR` is that of no-color.org, `FORCE_COLOR` that of Node. */
function ofEnvironment(name: SettingName, env: NodeJS.ProcessEnv): { readonly value: string; readonly name: string } | undefined {
  const { STREETDATE_HOME: home, NO_COLOR: none, FORCE_COLOR: force } = env;
  if (name === 'home' && home) return { value: home, name: 'STREETDATE_HOME' };
  if (name !== 'color') return undefined;
  const wish = (value: ColorWish, variable: string) => ({ value, name: variable });
  if (none) return wish('never', 'NO_COLOR');
  if (force) return wish(force === '0' || force === 'false' ? 'never' : 'always', 'FORCE_COLOR');
  return undefined;
}
