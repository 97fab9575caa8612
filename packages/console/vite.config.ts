import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { licencesOf } from '../../scripts/licences.ts';
import { DESIGN_TOKENS } from '../evidence/src/design/tokens.ts';
import { PATHS } from './src/paths.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Writes beside the files which addresses show the console, for the service, and the licences of what is in them. */
const withLists: Plugin = {
  name: 'with-lists',
  async generateBundle(_options, bundle) {
    const files = Object.values(bundle).flatMap((each) => (each.type === 'chunk' ? Object.keys(each.modules) : []));
    this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(PATHS) });
    this.emitFile({
      type: 'asset',
      fileName: 'LICENSES.txt',
      source: `${await licencesOf(
        files.map((file) => file.slice(root.length)),
        root,
      )}\n`,
    });
  },
};

/** Gives the style sheet the tokens, which pages outside the console have too. */
const withTokens: Plugin = {
  name: 'with-tokens',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('/design/design.css') ? code + DESIGN_TOKENS : undefined),
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [withTokens, withLists],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../service/dist/console',
    assetsDir: '',
    emptyOutDir: true,
    target: 'es2022',
    // A style or picture inside a script would be text that the page's policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
