import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { licencesOf } from '../../../scripts/licences.ts';
import { DESIGN_TOKENS } from '../src/design/tokens.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../../..');
const output = join(here, '../dist/verify.html');

/** Leaves out what zod has for other languages and for JSON schemas: a third of the script, and nothing in the page uses it. */
const withoutUnused: Plugin = {
  name: 'without-unused',
  setup({ onLoad }) {
    const filter = /zod\/v4\/(?:locales\/index|classic\/from-json-schema|core\/to-json-schema|core\/json-schema-generator)\.js$/;
    onLoad({ filter }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const names = text.matchAll(/^export (?:\{ default as (\w+) \}|(?:async )?(?:function|const|class) (\w+))/gm);
      return { contents: Array.from(names, ([, alias, name]) => `export function ${alias ?? name}() {}\n`).join(''), loader: 'js' };
    });
  },
};

/**
 * Zod's settings, before its first schema is made: it would try whether it may make code from text. The page's policy forbids that, and Firefox
 * would complain in its console.
 */
const BEFORE = 'globalThis.__zod_globalConfig={jitless:true};';

/**
 * Writes `dist/verify.html`: the page that verifies bundles, as one file with its style and its script. It is made of the sources, so the same
 * sources give the same bytes, and bundles that hold it stay reproducible.
 */
export async function buildVerifyPage(): Promise<void> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(here, 'verify-page.ts')],
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    conditions: ['development'],
    banner: { js: BEFORE },
    legalComments: 'none',
    plugins: [withoutUnused],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const script = outputFiles[0]!.text.trim();
  const style = DESIGN_TOKENS + (await readFile(join(here, 'verify-page.css'), 'utf8'));
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts: Readonly<Record<string, string>> = {
    POLICY: policy,
    STYLE: style,
    LICENCES: escaped(await licencesOf(Object.keys(metafile.inputs), root)),
    SCRIPT: script,
  };
  const template = await readFile(join(here, 'verify-page.html'), 'utf8');
  await mkdir(dirname(output), { recursive: true });
  const temporary = `${output}.${process.pid}`;
  const page = template.replace(/(?:\/\* )?\b(POLICY|STYLE|LICENCES|SCRIPT)\b(?: \*\/)?/g, (_, name: string) => parts[name]!);
  await writeFile(temporary, page);
  await rename(temporary, output);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Text for HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildVerifyPage();
