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

/** What a first view may not need: charts and their libraries, languages other than English, and fingerprints. */
const APART =
  /\/console\/src\/(?:charts|fingerprint)\/|\/words\/(?!en\.ts)[a-z]{2}\.ts$|\/(?:d3-[a-z-]+|internmap|topojson-client|world-atlas|mediabunny)\//;

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
    rolldownOptions: {
      output: {
        // Left to itself, the bundler makes a file of each part that two pages share, some of 150 bytes. A first view asked for thirteen
        // scripts, and each waits for a processor. What most pages share is one file; charts and languages stay apart.
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: (id) => !APART.test(id),
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
});
