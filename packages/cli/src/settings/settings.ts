import type { SettingName } from '../definitions/define.ts';
import type { ColorWish } from '../output/style.ts';

export type { ColorWish };

/** Where a value comes from. */
export type Origin =
  | { readonly from: 'option' | 'environment'; readonly name: string }
  | { readonly from: 'project-file' | 'user-file'; readonly path: string }
  | { readonly from: 'default' };

/** A value and where it comes from. */
export type Setting<T> = { readonly value: T } & Origin;

/** A configuration file that was looked for. */
export interface SettingsFile {
  readonly from: 'project-file' | 'user-file';
  readonly path: string;
  readonly exists: boolean;
  /** The library that it names, absolute. */
  readonly home?: string | undefined;
}

/** The settings in force. */
export interface Settings {
  /** The library's folder: as given, or absolute from a file. */
  readonly home: Setting<string>;
  readonly territory: Setting<string | undefined>;
  readonly concurrency: Setting<number | undefined>;
  readonly quiet: Setting<boolean>;
  readonly color: Setting<ColorWish>;
}

/** Values of some settings, as one origin gives them. */
export type SettingValues = { readonly [Name in SettingName]?: Settings[Name]['value'] | undefined };

/** Names an origin in a message. */
export function originInWords(origin: Origin): string {
  if ('path' in origin) return origin.path;
  return 'name' in origin ? origin.name : 'default';
}
