// npm run release:check: builds, packs and checks what would be published, and stops there. The tarballs are left in release/.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packAll, TARBALLS_VARIABLE, workspace } from './tarballs.ts';

const folder = join(workspace, 'release');

/** Runs a command with its output on this terminal. Ends the process when it fails. */
function step(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  console.log(`\n$ ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, { cwd: workspace, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) stop(`${command} ${args.join(' ')} failed.`);
}

function stop(reason: string): never {
  console.error(`\nNot ready for release: ${reason}`);
  process.exit(1);
}

const changed = spawnSync('git', ['status', '--porcelain'], { cwd: workspace, encoding: 'utf8' }).stdout.trim();
if (changed) stop(`these files are not committed:\n${changed}`);

step('npm', ['run', '--silent', 'build']);
step('npm', ['run', '--silent', 'lint', '--', '--error-on-warnings']);
step('npm', ['run', '--silent', 'typecheck']);

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const tarballs = await packAll(folder);

const versions = [...new Set(tarballs.map(({ manifest }) => manifest.version))];
const [version = ''] = versions;
if (versions.length !== 1) stop(`the packages must share one version, got ${versions.join(', ')}.`);
if (!(await readFile(join(workspace, 'CHANGELOG.md'), 'utf8')).includes(`## ${version}`))
  stop(`CHANGELOG.md has no section “## ${version}”.`);

// publint, attw, and an empty project that installs, imports and type-checks these very tarballs.
step('npx', ['vitest', 'run', '--config', 'test/packaging/vitest.config.ts'], { [TARBALLS_VARIABLE]: folder });

console.log(`\nVersion ${version} is ready. Nothing was published.`);
for (const { path } of tarballs)
  console.log(
    `${createHash('sha256')
      .update(await readFile(path))
      .digest('hex')}  release/${basename(path)}`,
  );
console.log(`\nTo publish: npm publish release/NAME.tgz --access public for each, then git tag v${version} and push the tag.`);
