import { resolve } from 'node:path';
import type { configShow } from '../definitions/setup.ts';
import { EXIT } from '../exit.ts';
import type { ConfigRecord } from '../output/config-record.ts';
import { escapeText } from '../output/escape.ts';
import { originInWords, type Settings } from '../settings/settings.ts';
import type { Run } from './command.ts';

/** `streetdate config show` */
export const runConfigShow: Run<typeof configShow> = async (_operands, _values, { console, config }) => {
  const { files } = config;
  const settings: Settings = { ...config.settings, home: { ...config.settings.home, value: resolve(config.settings.home.value) } };
  const record: ConfigRecord = {
    type: 'config',
    settings,
    files: files.map(({ from, path, exists }) => ({ from, path, exists })),
  };
  const lines = [
    ...Object.entries(settings).map(([name, { value, ...origin }]) => [name, String(value ?? 'none'), `(${originInWords(origin)})`]),
    ...files.map(({ from, path, exists }) => [from.replace('-', ' '), path, ...(exists ? [] : ['(there is none)'])]),
  ];
  const width = Math.max(...lines.map(([name = '']) => name.length));
  console.result(record, lines.map(([name = '', ...rest]) => escapeText(`${name.padEnd(width)}  ${rest.join('  ')}`)).join('\n'));
  return EXIT.nothingFound;
};
