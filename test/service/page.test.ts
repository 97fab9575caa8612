import { expect, test } from 'vitest';
import { PATHS } from '../../packages/console/src/paths.ts';
import { startService } from './tools/running-service.ts';

test('every address of the console gives its document, with a policy that allows no text as script or style', async () => {
  const { server } = await startService({ works: false });
  for (const path of PATHS) {
    const { statusCode, headers, body } = await server.inject(path.replace(/:\w+/, 'anything'));
    expect([path, statusCode]).toEqual([path, 200]);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; /);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-cache');
    // Everything that it names is there, and may be kept for ever, since each name holds a hash.
    const files = Array.from(body.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g), ([, file]) => file!);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect((await server.inject(file)).headers['cache-control'], file).toContain('immutable');
  }
});

test('what is no address of the console is not there, and no other file is given', async () => {
  const { server } = await startService({ works: false });
  for (const path of ['/nothing', '/titles/a/b', '/console/', '/console/pages.json', '/console/index.html', '/console/../index.js'])
    expect((await server.inject(path)).statusCode, path).toBe(404);
});

test('the licences of what the console is made of are given with it', async () => {
  const { server } = await startService({ works: false });
  const { body } = await server.inject('/console/LICENSES.txt');
  for (const name of ['preact', 'openapi-fetch', 'tus-js-client', 'd3-scale']) expect(body).toContain(`${name}: `);
});
