import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Message } from '@streetdate/evidence/internal/words';
import { describe, expect, test } from 'vitest';
import { EXIT_STATUS_OF_ERROR } from '../../packages/cli/src/exit.ts';
import { failureWords } from '../../packages/console/src/facts/failures.ts';

const folder = new URL('../../packages/console/src/words/', import.meta.url);
const languages = readdirSync(fileURLToPath(folder)).map((name) => name.replace('.ts', ''));
const read = async (code: string): Promise<Readonly<Record<string, Message>>> => (await import(`${folder.href}${code}.ts`)).default;
/** Every code of an error, and that of an upload whose work was given up. */
const CODES = [...Object.keys(EXIT_STATUS_OF_ERROR), 'gave-up'];

describe.each(languages)('a failed upload in %s', (language) => {
  test('has words for each code: what failed, and what to do next', async () => {
    const [own, english] = [await read(language), await read('en')];
    for (const code of CODES) {
      const words = failureWords(code);
      for (const word of [words?.what, words?.next]) {
        const said = own[word ?? ''];
        expect(said, `${code} ${word}`).toMatch(/^\p{Lu}.+\.$/u);
        if (language !== 'en') expect(said, `${code} ${word}`).not.toBe(english[word!]);
      }
    }
  });
});

test('a code of a later service, and none, have no words: the message is all that is known', () => {
  expect(failureWords('aura-missing')).toBeUndefined();
  expect(failureWords('toString')).toBeUndefined();
  expect(failureWords(undefined)).toBeUndefined();
});

test('what is the fault of the service is not said of the file', () => {
  for (const code of ['out-of-memory', 'store-unavailable', 'gave-up']) expect(failureWords(code)?.what).toBe('failure.service');
  for (const code of ['not-media', 'archive-encrypted', 'decoder-failed']) expect(failureWords(code)?.what).not.toBe('failure.service');
});
