// @module-tag process
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REFERENCE_KINDS } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';
import { streetdate, temporaryFolder } from '../tools/streetdate.ts';

const isInstalled = (shell: string) => spawnSync(shell, ['--version'], { stdio: 'ignore' }).error === undefined;

/** What bash offers for a line, with the cursor at its end. */
function completeInBash(script: string, line: string): string[] {
  const words = line.split(' ');
  const program = `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
COMPREPLY=()
_streetdate
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', program], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((word) => word !== '');
}

test.skipIf(!isInstalled('bash'))('bash completes commands, their options and the values of options', async () => {
  const { stdout: script, status } = await streetdate(['completion', 'bash']);
  expect(status).toBe(0);
  expect(completeInBash(script, 'streetdate ')).toEqual([
    ...[
      'init',
      'title',
      'allow',
      'disc',
      'enroll',
      'exclude',
      'conflicts',
      'dispute',
      'fingerprint',
      'c2pa',
      'iscc',
      'find',
      'scan',
      'watch',
      'sightings',
      'sweep',
      'judge',
      'show',
      'report',
      'ledger',
      'stats',
      'bundle',
      'replay',
      'verify',
      'case',
      'recipients',
      'mark',
      'trace',
      'marks',
      'draft',
      'serve',
      'doctor',
      'config',
      'export',
      'import',
      'db',
      'backup',
      'restore',
      'completion',
    ],
  ]);
  expect(completeInBash(script, 'streetdate s')).toEqual(['scan', 'sightings', 'sweep', 'show', 'stats', 'serve']);
  expect(completeInBash(script, 'streetdate title ')).toEqual(['add', 'avails', 'list']);
  expect(completeInBash(script, 'streetdate --home x scan --se')).toEqual(['--seen-at']);
  expect(completeInBash(script, 'streetdate title add --st')).toEqual(['--street-date']);
  expect(completeInBash(script, 'streetdate enroll film.mkv --kind ')).toEqual([...REFERENCE_KINDS]);
  expect(completeInBash(script, 'streetdate config ')).toEqual(['show']);
  expect(completeInBash(script, 'streetdate init --y')).toEqual(['--yes']);
  expect(completeInBash(script, 'streetdate completion ')).toEqual(['bash', 'zsh', 'fish']);
  // Nothing of its own: bash offers files.
  expect(completeInBash(script, 'streetdate scan ')).toEqual([]);
  expect(completeInBash(script, 'streetdate scan --home ')).toEqual([]);
});

test.each(['zsh', 'fish'])('%s takes its script without a complaint', async (shell) => {
  const { stdout: script } = await streetdate(['completion', shell]);
  for (const word of ['enroll', 'street-date', 'screener', 'list']) expect(script).toContain(word);
  if (!isInstalled(shell)) return;
  const path = join(await temporaryFolder(), 'script');
  await writeFile(path, script);
  const { stderr, status } = spawnSync(shell, ['-n', path], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test.skipIf(!isInstalled('fish'))('fish completes commands, their options and the values of options', async () => {
  const { stdout: script } = await streetdate(['completion', 'fish']);
  const complete = (line: string) => {
    const { stdout } = spawnSync('fish', ['--no-config', '-c', `${script}\ncomplete -C '${line}'`], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter((word) => word !== '')
      .map((word) => word.split('\t')[0]);
  };
  expect(complete('streetdate s')).toEqual(['scan', 'show', 'sweep']);
  expect(complete('streetdate title ')).toEqual(['add', 'avails', 'list']);
  expect(complete('streetdate scan --seen')).toEqual(['--seen-at']);
  expect(complete('streetdate enroll --kind s')).toEqual(['screener', 'still']);
});

test('another shell is wrong use', async () => {
  const { status, stderr } = await streetdate(['completion', 'tcsh']);
  expect(status).toBe(2);
  expect(stderr).toBe("streetdate: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n");
});
