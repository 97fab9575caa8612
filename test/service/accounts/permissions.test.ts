import { readFileSync } from 'node:fs';
import { ACTIONS, type Actor, mayDo, PERMISSIONS, type Permission } from '@streetdate/service';
import { expect, test } from 'vitest';
import { startService } from '../tools/running-service.ts';

const ANALYST: Actor = { organisationId: 'o', role: 'analyst', name: 'a', kind: 'key', isOfFirstOrganisation: true };

test('a role may do what the roles before it may, and no more', () => {
  expect(mayDo(ANALYST, 'uploads.read')).toBe(true);
  expect(mayDo(ANALYST, 'uploads.send')).toBe(true);
  expect(mayDo(ANALYST, 'titles.write')).toBe(false);
});

test('a narrowed key may do what it names, if its role may', () => {
  const key: Actor = { ...ANALYST, actions: ['uploads.send', 'titles.write'] };
  expect(ACTIONS.filter((action) => mayDo(key, action))).toEqual(['uploads.send']);
});

test('only the organisation that runs the service manages organisations', () => {
  const admin: Actor = { ...ANALYST, role: 'admin' };
  expect(mayDo(admin, 'organisations.manage')).toBe(true);
  expect(mayDo({ ...admin, isOfFirstOrganisation: false }, 'organisations.manage')).toBe(false);
});

test('the documentation lists every action with its least role', () => {
  const text = readFileSync(new URL('../../../packages/service/docs/accounts.md', import.meta.url), 'utf8');
  const rows = Object.entries<Permission>(PERMISSIONS).map(
    ([action, { least, does, concernsService }]) =>
      `| \`${action}\` | ${least}${concernsService ? ' of the first organisation' : ''} | ${does} |`,
  );
  expect(text.match(/^\| `.*\|$/gm)?.filter((row) => /^\| `[a-z]+\.[a-z]+` /.test(row))).toEqual(rows);
});

test('every route in the document names its action, or that it is public', async () => {
  const { server } = await startService({ works: false });
  const { paths } = JSON.parse((await server.inject('/v1/openapi.json')).body) as { paths: Record<string, Record<string, object>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({
      route: `${method} ${path}`,
      action: 'x-action' in route ? route['x-action'] : '',
    })),
  );
  expect(routes.length).toBeGreaterThan(3);
  expect(routes.filter(({ action }) => action !== 'public' && !ACTIONS.includes(action as never))).toEqual([]);
});
