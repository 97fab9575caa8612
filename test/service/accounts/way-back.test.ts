import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wayBack } from '../../../packages/service/src/http/way-back.ts';
import { startService } from '../tools/running-service.ts';
import { browser, startWithAdmin } from './tools/people.ts';

const NAVIGATES = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };

test('a way back leads to a page of this server, and nowhere else', () => {
  for (const path of ['/', '/v1/uploads?state=done&most=2', '/docs#/uploads', '/a/%2f%2fb']) expect(wayBack(path)).toBe(path);
  const elsewhere = [
    'https://other.example/',
    '//other.example',
    '///other.example',
    '/\\other.example',
    '/\t/other.example',
    '/\n//other.example',
    '/.//other.example',
    '/a/..//other.example',
    '/%2e%2e//other.example',
    'javascript:alert(1)',
    'v1/uploads',
    '',
    '/'.repeat(2001),
    undefined,
    ['/a', '/b'],
  ];
  for (const asked of elsewhere) expect(wayBack(asked), JSON.stringify(asked)).toBeUndefined();
});

test('whatever is asked for, a browser stays on this server', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    ':',
    '@',
    '?',
    '#',
    '\t',
    '\n',
    '\r',
    ' ',
    'other.example',
    'javascript:',
    '//',
  );
  const asked = fc
    .oneof(fc.array(piece, { maxLength: 8 }), fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 4 }))
    .map((parts) => `/${parts.join('')}`);
  let led = 0;
  fc.assert(
    fc.property(asked, (text) => {
      const path = wayBack(text);
      if (path === undefined) return;
      led++;
      for (const base of ['https://streetdate.example/sign-in', 'http://127.0.0.1:8787/v1/identity/callback?code=1'])
        expect(new URL(path, base).origin).toBe(new URL(base).origin);
    }),
    { seed: 23, numRuns: 5000 },
  );
  expect(led).toBeGreaterThan(1000);
});

test('a browser that follows a link is led to sign in and back, and programs get their answer', async () => {
  const { server } = await startWithAdmin();
  const visitor = browser(server);
  const led = await visitor.send('GET', '/v1/uploads?most=2', undefined, NAVIGATES);
  expect([led.status, led.headers.location]).toEqual([303, '/sign-in?to=%2Fv1%2Fuploads%3Fmost%3D2']);
  const page = await visitor.send('GET', String(led.headers.location));
  expect(page.body).toContain('data-back="/v1/uploads?most=2"');
  expect((await visitor.send('GET', '/v1/uploads')).status).toBe(401);
  const wrongKey = { ...NAVIGATES, authorization: 'Bearer sd_wrong' };
  expect((await visitor.send('GET', '/v1/uploads', undefined, wrongKey)).status).toBe(401);
  // What somebody else has put into the link leads nowhere, and stays text.
  for (const to of ['//other.example', 'https://other.example', '/.//other.example'])
    expect((await visitor.send('GET', `/sign-in?to=${encodeURIComponent(to)}`)).body).not.toContain('data-back');
  const odd = await visitor.send('GET', `/sign-in?to=${encodeURIComponent('/"><script>alert(1)</script>')}`);
  expect(odd.body).not.toContain('<script>alert');
});

test('where nobody can sign in yet, nobody is led to a page that cannot help', async () => {
  const { server } = await startService({ works: false });
  const answer = await server.inject({ url: '/v1/uploads', headers: { ...NAVIGATES, cookie: 'a=b' } });
  expect(answer.statusCode).toBe(401);
});
