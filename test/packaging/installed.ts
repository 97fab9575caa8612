import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A package that npm installed. */
export interface Installed {
  /** Its folder in `node_modules`, such as `@img/colour` or `a/node_modules/b`. */
  readonly at: string;
  readonly name: string;
  readonly version: string;
  /** The versions of Node that it asks for. */
  readonly node: string | undefined;
  /** What its files take on the disk, whole blocks, without packages inside it. */
  readonly bytes: number;
}

/** Every package in a project's `node_modules`, at any depth. */
export function installedPackages(project: string): Installed[] {
  const root = join(project, 'node_modules');
  return packagesIn(root, root);
}

function packagesIn(folder: string, root: string): Installed[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.name.startsWith('@')) return packagesIn(path, root);
    const { name, version, engines } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const own: Installed = { at: relative(root, path), name, version, node: engines?.node, bytes: bytesIn(path) };
    const nested = join(path, 'node_modules');
    return [own, ...(existsSync(nested) ? packagesIn(nested, root) : [])];
  });
}

function bytesIn(path: string): number {
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  const inside = entries.map((entry) => (entry.isDirectory() ? bytesIn(join(path, entry.name)) : blocksOf(join(path, entry.name))));
  return inside.reduce((sum, bytes) => sum + bytes, blocksOf(path));
}

/** Systems that do not count blocks say nothing or 0: then the size. */
function blocksOf(path: string): number {
  const { blocks, size } = lstatSync(path);
  return 512 * blocks || size;
}
