// @module-tag slow
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { configRecord } from 'streetdate';
import { describe, expect, test } from 'vitest';
import { loadSettings, type SettingsPlaces } from '../../packages/cli/src/settings/load-settings.ts';
import { runBuilt } from './tools/built-command.ts';
import { writeCopy, writeReference } from './tools/prints.ts';
import { records, streetdate, streetdateIn, temporaryFolder } from './tools/streetdate.ts';

/** A project with a folder deep in it, and the folder of a user's settings. */
async function project() {
  const folder = await temporaryFolder();
  const deep = join(folder, 'project', 'a', 'b');
  await mkdir(deep, { recursive: true });
  const config = join(folder, 'config');
  await mkdir(join(config, 'streetdate'), { recursive: true });
  return {
    ...{ folder, deep, root: join(folder, 'project') },
    ...{ projectFile: join(folder, 'project', 'streetdate.json'), userFile: join(config, 'streetdate', 'config.json') },
    env: { XDG_CONFIG_HOME: config, STREETDATE_HOME: '', NO_COLOR: '', FORCE_COLOR: '' },
  };
}

test('whichever origins give a setting, an option goes before the environment, the project, the user and the default', async () => {
  const { deep, root, projectFile, userFile, env } = await project();
  const origins = ['option', 'environment', 'project-file', 'user-file', 'default'] as const;
  const given = fc.subarray(['option', 'environment', 'project-file', 'user-file'] as const);
  await fc.assert(
    fc.asyncProperty(given, given, given, async (home, territory, color) => {
      const of = <T>(origin: string, chosen: readonly string[], value: T) => (chosen.includes(origin) ? value : undefined);
      const file = (origin: 'project-file' | 'user-file', code: string) =>
        JSON.stringify({
          home: of(origin, home, code),
          territory: of(origin, territory, code),
          color: of(origin, color, origin === 'project-file' ? 'always' : 'auto'),
        });
      await writeFile(projectFile, file('project-file', 'DE'));
      await writeFile(userFile, file('user-file', 'FR'));
      const options: SettingsPlaces['options'] = {
        ...(home.includes('option') && { home: { value: 'given', name: '--home' } }),
        ...(territory.includes('option') && { territory: { value: 'US', name: '--territory' } }),
      };
      const variables = {
        ...env,
        ...(home.includes('environment') && { STREETDATE_HOME: '/variable' }),
        ...(color.includes('environment') && { NO_COLOR: '1' }),
      };
      const { settings, faults } = await loadSettings({ options, env: variables, folder: deep });
      expect(faults).toEqual([]);
      const first = (chosen: readonly string[]) => origins.find((origin) => origin === 'default' || chosen.includes(origin));
      expect(settings.home.from).toBe(first(home));
      expect(settings.home.value).toBe(
        {
          option: 'given',
          environment: '/variable',
          'project-file': join(root, 'DE'),
          'user-file': join(userFile, '..', 'FR'),
          default: '.streetdate',
        }[settings.home.from],
      );
      // Only the home has a variable, and colour has no option.
      expect(settings.territory.from).toBe(first(territory.filter((origin) => origin !== 'environment')));
      expect(settings.color.from).toBe(first(color.filter((origin) => origin !== 'option')));
      expect(settings.quiet).toEqual({ value: false, from: 'default' });
    }),
    { numRuns: 60 },
  );
});

describe('a file that is wrong', () => {
  test.each([
    ['{', /: it is no JSON: /],
    ['[]', /: the whole: /],
    ['{"hoem":"x"}', /: "hoem": there is no such setting; there are home, territory, concurrency, quiet, color$/],
    ['{"home":7}', /: home: /],
    ['{"home":""}', /: home: /],
    ['{"territory":"Narnia"}', /: territory: .*Narnia|NARNIA/],
    ['{"concurrency":0}', /: concurrency: /],
    ['{"quiet":"yes"}', /: quiet: /],
    ['{"color":"pink"}', /: color: /],
  ])('%s is named with its key and the reason, with status 2, by each command but doctor', async (text, reason) => {
    const { deep, root, projectFile, env } = await project();
    await writeFile(projectFile, text);
    await streetdate(['init', '--home', join(root, '.streetdate')]);
    const run = await streetdateIn(['title', 'list', '--home', join(root, '.streetdate')], { cwd: deep, env });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/^streetdate: [^\n]+\n$/);
    expect(run.stderr.trim()).toContain(projectFile);
    expect(run.stderr.trim()).toMatch(reason);
  });

  test('is a problem that doctor reports, and no matter to completion', async () => {
    const { deep, projectFile, env } = await project();
    await writeFile(projectFile, '{"hoem":"x"}');
    const doctor = await streetdateIn(['doctor'], { cwd: deep, env });
    expect(doctor.stdout).toContain(`problem     ${projectFile}: "hoem": there is no such setting`);
    expect(await streetdateIn(['completion', 'bash'], { cwd: deep, env })).toMatchObject({ status: 0, stderr: '' });
  });
});

test('the schema for editors takes and refuses what the command does', async () => {
  const schema = JSON.parse(await readFile(new URL('../../packages/cli/schema/config-file.schema.json', import.meta.url), 'utf8'));
  const check = new Ajv2020().compile(schema);
  expect(check({ $schema: 'x', home: 'films', territory: 'DE', concurrency: 2, quiet: true, color: 'never' })).toBe(true);
  for (const wrong of [{ hoem: 'x' }, { home: '' }, { concurrency: 0 }, { color: 'pink' }, []]) expect(check(wrong)).toBe(false);
});

test('a setting stands in for an option, and the option goes before it', async () => {
  const { folder, deep, root, projectFile, env } = await project();
  await writeFile(projectFile, JSON.stringify({ home: 'library', territory: 'de', quiet: true, concurrency: 1 }));
  const film = await writeReference(folder, 'film.sdfp', 1);
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  const at = { cwd: deep, env };
  const enrolled = await runBuilt(['enroll', film, '--title', 'Film', '--street-date', '2026-03-10', '--json'], at);
  expect(enrolled).toMatchObject({ status: 0, stderr: '' });
  expect(records(enrolled)).toMatchObject([{ territory: 'DE' }]);
  const [title] = records(await streetdateIn(['title', 'list', '--json', '--home', join(root, 'library')], { env }));
  expect(title).toMatchObject({ windows: [{ territory: 'DE', channel: 'disc' }] });
  const scanned = records(await runBuilt(['scan', copy, '--json'], at));
  expect(scanned).toMatchObject([{ sighting: { territory: 'DE' } }]);
  const elsewhere = records(await streetdateIn(['scan', copy, '--json', '--territory', 'FR', '--rescan'], at));
  expect(elsewhere).toMatchObject([{ sighting: { territory: 'FR' } }]);
  // What a scan was stored with is not replaced by what is usual here.
  expect(records(await streetdateIn(['judge', '--json'], at))).toMatchObject([{ sighting: { territory: 'FR' } }]);
});

test('STREETDATE_HOME names the library, before the files and after --home', async () => {
  const { folder, deep, projectFile, env } = await project();
  await writeFile(projectFile, '{"home":"nowhere"}');
  const [named, given] = [join(folder, 'named'), join(folder, 'given')];
  await streetdateIn(['enroll', await writeReference(folder, 'film.sdfp', 1), '--title', 'Film', '--home', named], { env });
  await streetdateIn(['init', '--home', given], { env });
  const listed = async (...argv: string[]) =>
    records(await streetdateIn(['title', 'list', '--json', ...argv], { cwd: deep, env: { ...env, STREETDATE_HOME: named } })).length;
  expect(await listed()).toBe(1);
  expect(await listed('--home', given)).toBe(0);
});

describe('config show', () => {
  test('prints each value and where it comes from, also as JSON', async () => {
    const { deep, root, projectFile, userFile, env } = await project();
    await writeFile(projectFile, '{"home":"films"}');
    await writeFile(userFile, '{"home":"/other","territory":"fr"}');
    const at = { cwd: deep, env: { ...env, NO_COLOR: '1' } };
    const text = await streetdateIn(['config', 'show', '-q'], at);
    expect(text).toMatchObject({ status: 0, stderr: '' });
    expect(text.stdout).toBe(
      [
        `home          ${join(root, 'films')}  (${projectFile})`,
        `territory     FR  (${userFile})`,
        'concurrency   none  (default)',
        'quiet         true  (--quiet)',
        'color         never  (NO_COLOR)',
        `project file  ${projectFile}`,
        `user file     ${userFile}`,
        '',
      ].join('\n'),
    );
    const [record] = records(await streetdateIn(['config', 'show', '--json', '--home', 'here'], at));
    expect(configRecord.parse(record)).toEqual(record);
    expect(record).toMatchObject({
      settings: {
        home: { value: join(deep, 'here'), from: 'option', name: '--home' },
        territory: { value: 'FR', from: 'user-file', path: userFile },
        color: { value: 'never', from: 'environment', name: 'NO_COLOR' },
        quiet: { value: false, from: 'default' },
      },
      files: [
        { from: 'project-file', path: projectFile, exists: true },
        { from: 'user-file', path: userFile, exists: true },
      ],
    });
  });

  test('says which file of the user is not there', async () => {
    const { deep, userFile, env } = await project();
    const { stdout } = await streetdateIn(['config', 'show'], { cwd: deep, env });
    expect(stdout).toContain(`user file    ${userFile}  (there is none)`);
    expect(stdout).not.toContain('project file');
  });
});
