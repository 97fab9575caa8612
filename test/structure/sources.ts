import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The repository's `packages/` folder. */
export const PACKAGES_FOLDER = fileURLToPath(new URL('../../packages/', import.meta.url));

/** The folders of all packages: `core`, `matcher`, … */
export const PACKAGES = readdirSync(PACKAGES_FOLDER).filter((name) => existsSync(join(PACKAGES_FOLDER, name, 'package.json')));

/** The source files of one package: path inside `src/`, with slashes, and what the file imports or re-exports, types included. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/**
 * Reads every source file of a package.
 * @param withTypes - Whether imports of types alone count: they load nothing. @defaultValue true
 */
export function readImports(packageFolder: string, withTypes = true): Imports {
  const src = join(PACKAGES_FOLDER, packageFolder, 'src');
  const textOf = (path: string) => readFileSync(join(src, path), 'utf8');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.[jt]sx?$/.test(path));
  return new Map(
    files.map((path) => [
      path.split(sep).join('/'),
      importsOf(withTypes ? textOf(path) : textOf(path).replace(/^(?:import|export) type [^;]*;$/gm, '')),
    ]),
  );
}

/**
 * What a module's text names in `import`, `export … from`, `import()` and `require()`, by TypeScript's own scanner, and in `require.resolve()`,
 * by which files of a package are found that are no modules.
 */
export function importsOf(text: string): string[] {
  const resolved = text.matchAll(/\brequire\.resolve\('([^']+)'\)/g);
  return [
    ...ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName),
    ...Array.from(resolved, ([, name]) => name!),
  ];
}

/** The file of the same package that a relative import names, without what it asks of the bundler; undefined for a package or a Node builtin. */
export function localTarget(file: string, name: string): string | undefined {
  return name.startsWith('.') ? posix.join(posix.dirname(file), name.replace(/\?.*$/, '')) : undefined;
}

/** The package that an import names, without a path inside it; undefined for a local file or a Node builtin. */
export function packageOf(name: string): string | undefined {
  if (name.startsWith('.') || name.startsWith('node:')) return undefined;
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

/** A package's own description. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  /** Packages that the build of the package holds, see `scripts/bundle.ts`. */
  readonly bundled?: readonly string[];
}

/** Reads a package's `package.json`. */
export function readManifest(packageFolder: string): Manifest {
  return JSON.parse(readFileSync(join(PACKAGES_FOLDER, packageFolder, 'package.json'), 'utf8'));
}
