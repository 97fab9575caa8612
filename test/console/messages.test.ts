import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fill, type Message } from '@streetdate/evidence/internal/words';
import { CHANNEL_NAMES, VERDICT_NAMES } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';

/** The console’s messages, and those of the page of a case. */
const FOLDERS = ['console/src/words', 'cli/src/output/case-words'].map((path) => new URL(`../../packages/${path}/`, import.meta.url));
const [folder] = FOLDERS as [URL, URL];
const codes = readdirSync(fileURLToPath(folder)).map((name) => name.replace('.ts', ''));
const read = async (code: string, from = folder): Promise<Readonly<Record<string, Message>>> =>
  (await import(`${from.href}${code}.ts`)).default;

/** The values that a message asks for, whatever its form. */
function asked(message: Message): string[] {
  const forms = typeof message === 'string' ? [message] : Object.values(message);
  return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
}

test('there are messages in English, French, German and Spanish', () => {
  expect(codes).toEqual(expect.arrayContaining(['de', 'en', 'es', 'fr']));
});

describe.each(codes)('the messages of %s', (code) => {
  test.each(FOLDERS)('are those of English, and ask for the same values: %s', async (from) => {
    const [own, english] = [await read(code, from), await read('en', from)];
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
    for (const [name, message] of Object.entries(english)) expect(asked(own[name]!), name).toEqual(asked(message));
  });

  test.each(FOLDERS)('have every form of a number that the language uses: %s', async (from) => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
    for (const [name, message] of Object.entries(await read(code, from))) {
      if (typeof message !== 'string') expect(Object.keys(message).sort(), name).toEqual([...forms].sort());
    }
  });

  test('say "issued to" and never that somebody leaked', async () => {
    const all = JSON.stringify(Object.values(await read(code)));
    expect(all).not.toMatch(/leaked by|geleakt von|divulgué par|filtrado por/i);
  });
});

test('a number chooses the form of a message, and is written as the language writes it', () => {
  const message = { one: '{count} file', other: '{count} files' };
  expect(fill(message, { count: 1 }, 'en')).toBe('1 file');
  expect(fill(message, { count: 12_000 }, 'en')).toBe('12,000 files');
  expect(fill(message, { count: 12_000 }, 'de')).toBe('12.000 files');
  expect(fill(message, { count: 0 }, 'fr')).toBe('0 file');
});

test('a value that looks like a place for another one is taken as it is', () => {
  expect(fill('{a} and {b}', { a: '{b}', b: 'two' }, 'en')).toBe('{b} and two');
});

test('verdicts and channels have one name in the reports and in the console', async () => {
  const english = await read('en');
  for (const [kind, name] of Object.entries(VERDICT_NAMES)) expect(english[`standing.${kind}`]).toBe(name);
  for (const [channel, name] of Object.entries(CHANNEL_NAMES)) expect(english[`channel.${channel}`]).toBe(name);
});
