import type { OptionSpecs } from '../definitions/define.ts';
import type { SettingsPlaces } from './load-settings.ts';
import type { Settings } from './settings.ts';

type Values = Readonly<Record<string, unknown>>;

/** The settings that given options decide. */
export function settingsOf(specs: OptionSpecs, values: Values, isGiven: (name: string) => boolean): SettingsPlaces['options'] {
  const given = Object.entries(specs).flatMap(([name, { setting, flags }]) => {
    if (setting === undefined || !isGiven(name)) return [];
    return [[setting, { value: values[name], name: /--[a-z-]+/.exec(flags)?.[0] ?? flags }]];
  });
  return Object.fromEntries(given);
}

/** The values of a command's options, with settings where an option was not given. */
export function settleOptions(specs: OptionSpecs, values: Values, isGiven: (name: string) => boolean, settings: Settings): Values {
  const settled = Object.entries(specs).flatMap(([name, { setting }]) => {
    return setting === undefined || isGiven(name) ? [] : [[name, settings[setting].value]];
  });
  return { ...values, ...Object.fromEntries(settled) };
}
