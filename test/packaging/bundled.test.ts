import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { runProgram } from './tarballs.ts';

const project = inject('project');

/** Uses a built file through which a package comes in, under the oldest Node that is promised: some of what is bundled asks for a newer one. */
const USES: readonly { readonly what: string; readonly code: string; readonly prints: string | RegExp }[] = [
  {
    what: 'the map of the world',
    code: `
      const { countryName, drawWorld } = await import('./node_modules/streetdate/dist/report/case/world-map.js');
      const { places, land } = drawWorld(['DE', 'US']);
      console.log(places.size, land.length > 10_000, countryName('DE'));`,
    prints: '2 true Germany\n',
  },
  {
    what: 'the writer of PDF and its fonts',
    code: `
      const { letterPdf } = await import('./node_modules/@streetdate/evidence/dist/drafts/letter-pdf.js');
      const pdf = await letterPdf({ title: 'Ein Brief', language: 'de', parts: [{ heading: '', paragraphs: ['Grüße, Γειά, Привет'] }] });
      console.log(Buffer.from(pdf).toString('latin1').match(/^%PDF-[\\d.]+|Roboto-Regular|%%EOF/g).join(' '));`,
    prints: /^%PDF-1\.7 .*Roboto-Regular.* %%EOF\n$/,
  },
  {
    what: 'the reader of content credentials',
    code: `
      const { loadC2pa } = await import('./node_modules/@streetdate/evidence/dist/credentials/c2pa-library.js');
      const { Manifest, JPEG } = await loadC2pa();
      console.log(typeof Manifest, JPEG.canRead(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])));`,
    prints: 'function true\n',
  },
  {
    what: 'the reader of rows',
    code: `
      const { writeFileSync } = await import('node:fs');
      writeFileSync('rows.csv', 'a,b\\n1,"x\\ny"\\n');
      const { readCsvRows } = await import('./node_modules/@streetdate/evidence/dist/csv-rows.js');
      for await (const row of readCsvRows('rows.csv')) console.log(JSON.stringify(row));`,
    prints: /x\\ny/,
  },
  {
    what: 'the server that takes files in parts',
    code: `
      const { createServer } = await import('node:http');
      const { mkdtempSync, readFileSync } = await import('node:fs');
      const { newPartsServer } = await import('./node_modules/@streetdate/service/dist/http/tus.js');
      const folder = mkdtempSync('parts-');
      const finish = async ({ offset }, sender) => ({ 'x-done': offset + ' of ' + sender });
      const parts = newPartsServer({ path: '/f', folder, mostBytes: () => 100, newId: () => 'one', begin: async () => {}, finish });
      const server = createServer((request, response) => parts.handle('me', request, response)).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const url = 'http://127.0.0.1:' + server.address().port + '/f';
      const tus = { 'tus-resumable': '1.0.0' };
      const begun = await fetch(url, { method: 'POST', headers: { ...tus, 'upload-length': '5' } });
      const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
      const done = await fetch(url + '/one', { method: 'PATCH', headers, body: 'hello' });
      console.log(begun.status, done.status, done.headers.get('x-done'), readFileSync(folder + '/one', 'utf8'));
      server.close();
      server.closeAllConnections();`,
    prints: '201 204 5 of me hello\n',
  },
  {
    what: 'the reader of tar archives',
    code: `
      const { readTar } = await import('./node_modules/@streetdate/release/dist/archive/tar.js');
      const header = Buffer.alloc(512);
      header.write('a.txt');
      header.write('00000000005', 124);
      header.write('        ', 148);
      header.write(header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0') + '\\0', 148);
      const body = Buffer.alloc(512);
      body.write('hello');
      async function* chunks() { yield Buffer.concat([header, body, Buffer.alloc(1024)]); }
      for await (const { name, fileBytes, bytes } of readTar(chunks())) for await (const chunk of bytes) console.log(name, fileBytes, chunk.toString());`,
    prints: 'a.txt 5 hello\n',
  },
  {
    what: 'the counters',
    code: `
      const { newMetrics } = await import('./node_modules/@streetdate/service/dist/http/metrics.js');
      const metrics = newMetrics({ database: undefined, now: () => new Date() });
      metrics.countBytes(5);
      metrics.countRequest({ method: 'GET', route: '/', status: 200, seconds: 1 });
      console.log(metrics.contentType);`,
    prints: /^text\/plain; version=0\.0\.4/,
  },
];

describe('what the packages bundle works under Node 20.9.0:', () => {
  test.each(USES)('$what', async ({ code, prints }) => {
    await writeFile(join(project, 'use.mjs'), code);
    const node = `node-${process.platform}-${process.arch}@20.9.0`;
    const { stdout } = await runProgram('npx', ['--yes', '-p', node, '-c', 'node use.mjs'], project);
    if (typeof prints === 'string') expect(stdout).toBe(prints);
    else expect(stdout).toMatch(prints);
  });
});
