import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DESIGN_TOKENS } from '../../packages/evidence/src/design/tokens.ts';
import { PACKAGES, PACKAGES_FOLDER } from './sources.ts';

const TOKENS = Array.from(DESIGN_TOKENS.matchAll(/^\s*(--[a-z\d-]+):/gm), ([, name]) => name!);
const DEFINES = new RegExp(`(?:^|[{;\\s])(?:${TOKENS.join('|')}):`, 'm');

test('every token of colour, space and type is defined in one file, for all pages', () => {
  const files = PACKAGES.flatMap((name) =>
    ['src', 'page'].flatMap((folder) => {
      const path = join(PACKAGES_FOLDER, name, folder);
      const names = readdirSync(join(PACKAGES_FOLDER, name)).includes(folder)
        ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        : [];
      return names.filter((file) => /\.(ts|tsx|css|html)$/.test(file)).map((file) => join(path, file));
    }),
  );
  const defining = files.filter((file) => DEFINES.test(readFileSync(file, 'utf8')));
  expect(defining.map((file) => file.slice(PACKAGES_FOLDER.length))).toEqual(['evidence/src/design/tokens.ts']);
  expect(TOKENS.length).toBeGreaterThan(30);
});

test('the pages use no custom property that nothing defines', () => {
  const styles = ['cli/src/report/style.ts', 'cli/src/report/case/style.ts', 'evidence/page/verify-page.css'].map((file) =>
    readFileSync(join(PACKAGES_FOLDER, file), 'utf8'),
  );
  const own = ['--copy-fill', '--reference-fill'];
  const used = styles.flatMap((text) => Array.from(text.matchAll(/var\((--[a-z\d-]+)\)/g), ([, name]) => name!));
  expect(used.filter((name) => !TOKENS.includes(name) && !own.includes(name))).toEqual([]);
});
