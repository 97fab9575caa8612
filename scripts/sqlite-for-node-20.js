// Node 22.13 and newer bring SQLite. Node 20 needs better-sqlite3, whose install script pnpm holds back, since it may run a compiler.
import { spawnSync } from 'node:child_process';
import { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(new URL('../packages/engine/package.json', import.meta.url));

function isFit() {
  try {
    new (require('better-sqlite3'))(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

if (!isBuiltin('node:sqlite') && !isFit()) {
  const folder = dirname(require.resolve('better-sqlite3/package.json'));
  const { status } = spawnSync('npm', ['run', '--silent', 'install'], { cwd: folder, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
