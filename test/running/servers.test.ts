// @module-tag servers
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noPostgres, noS3, noValkey, POSTGRES_FOLDER, postgres, s3, valkey } from '../tools/servers.ts';

describe.skipIf(noPostgres)('PostgreSQL for tests', () => {
  test('keeps what was committed when it is killed, and sorts as English does', async () => {
    const server = await postgres();
    const psql = (sql: string) => execFileSync(join(POSTGRES_FOLDER!, 'psql'), [server.url, '-Atc', sql], { encoding: 'utf8' });
    expect(psql("create table word (text text); insert into word values ('b'), ('B'), ('a'), ('A')")).toContain('INSERT');
    await server.kill();
    expect(() => psql('select 1')).toThrow('refused');
    await server.start();
    expect(psql('select text from word order by text').split('\n')).toEqual(['a', 'A', 'b', 'B', '']);
    expect(psql('select text from word order by text collate "C"').split('\n')).toEqual(['A', 'B', 'a', 'b', '']);
  });
});

describe.skipIf(noValkey)('Valkey for tests', () => {
  test('keeps what it acknowledged when it is killed', async () => {
    const server = await valkey();
    const send = async (command: string) => {
      const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(`${command}\r\n`));
      const [reply] = await once(socket, 'data');
      socket.destroy();
      return String(reply);
    };
    expect(await send('SET film 1')).toBe('+OK\r\n');
    await server.kill();
    await expect(send('GET film')).rejects.toThrow('ECONNREFUSED');
    await server.start();
    expect(await send('GET film')).toBe('$1\r\n1\r\n');
  });
});

describe.skipIf(noS3)('the S3 server for tests', () => {
  test('keeps an object, and refuses to write over it where the request demands that', async () => {
    const { url } = await s3();
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    const put = (path: string, body: string | null = null, more = {}) =>
      fetch(`${url}/${path}`, { method: 'PUT', body, headers: { ...headers, ...more } });
    expect((await put('bucket')).status).toBe(200);
    expect((await put('bucket/key', 'one')).status).toBe(200);
    expect((await put('bucket/key', 'two', { 'if-none-match': '*' })).status).toBe(412);
    expect(await (await fetch(`${url}/bucket/key`, { headers })).text()).toBe('one');
  });
});
