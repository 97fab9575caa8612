import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The folder with the accepted reports: one file for each entry of a published package. */
export const REPORTS_FOLDER = join(ROOT, 'etc/api/');

/** One entry that a published package exports. */
export interface Entry {
  /** The report's file name, such as `streetdate-matcher-store.api.md`. */
  readonly file: string;
  /** The package's folder. */
  readonly folder: string;
  /** The built declarations. */
  readonly declarations: string;
}

/** The entries of a package that others may import. `internal` entries promise nothing, and files such as schemas have no types. */
export function publicEntries(packageFolder: string): Entry[] {
  const folder = join(ROOT, 'packages', packageFolder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (manifest.private === true) return [];
  const name = manifest.name.replace('@', '').replace('/', '-');
  return Object.entries<{ readonly types?: string }>(manifest.exports).flatMap(([path, { types }]) => {
    const [, entry = '', ...rest] = path.split('/');
    if (types === undefined || entry === 'internal') return [];
    return [{ file: [name, entry, ...rest].filter(Boolean).join('-').concat('.api.md'), folder, declarations: join(folder, types) }];
  });
}

/**
 * Writes the report of each entry: all exported names with their signatures, in alphabetical order.
 * @param into - The folder for the reports.
 * @throws Error when an entry is not built.
 */
export function writeReports(entries: readonly Entry[], into: string): void {
  mkdirSync(into, { recursive: true });
  const unbuilt = entries.find(({ declarations }) => !existsSync(declarations));
  if (unbuilt !== undefined) throw new Error(`${unbuilt.declarations} must exist; run npm run build`);
  const configs = entries.map((entry) => configOf(entry, into));
  // One program for all entries, since they import each other.
  const additionalEntryPoints = configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath);
  const compilerState = CompilerState.create(configs[0]!, { additionalEntryPoints });
  for (const config of configs) {
    Extractor.invoke(config, {
      localBuild: true,
      compilerState,
      messageCallback: (message) => {
        message.handled = true;
      },
    });
    writeFileSync(config.reportFilePath, withSortedMembers(readFileSync(config.reportFilePath, 'utf8')));
  }
}

/**
 * Sorts the members of each enum. The compiler prints a union in the order in which it met its members, and that order
 * differs between a fresh and an incremental build.
 */
export function withSortedMembers(report: string): string {
  return report.replace(/(?:^ *"?([\w-]+)"?: "\1";\n)+/gm, (members) =>
    members
      .split(/(?<=\n)/)
      .sort()
      .join(''),
  );
}

function configOf({ file, folder, declarations }: Entry, into: string): ExtractorConfig {
  const quiet = { default: { logLevel: ExtractorLogLevel.None } };
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: declarations,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            lib: ['es2023'],
            module: 'nodenext',
            strict: true,
            skipLibCheck: true,
            noEmit: true,
            allowImportingTsExtensions: true,
            types: ['node'],
            typeRoots: [join(ROOT, 'node_modules/@types')],
          },
          files: [declarations],
        },
      },
      apiReport: { enabled: true, reportFileName: file.replace('.api.md', ''), reportFolder: into, reportTempFolder: join(into, 'temp') },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      // Only the report is wanted. tsc and the tests of the documentation check the rest.
      messages: { compilerMessageReporting: quiet, extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
    },
  });
}
