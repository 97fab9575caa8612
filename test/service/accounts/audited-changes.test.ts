import { expect, test } from 'vitest';
import { startService } from '../tools/running-service.ts';

test('each change is in the audit log with who made it, and no secret is', async () => {
  const { server, service } = await startService({ works: false });
  const send = async (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object | string) => {
    const type = typeof payload === 'string' ? 'application/octet-stream' : 'application/json';
    const headers = payload === undefined ? {} : { 'content-type': type };
    const { statusCode, body } = await server.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    expect(statusCode, body).toBeLessThan(300);
    return body === '' ? {} : JSON.parse(body);
  };
  const upload = await send('POST', '/v1/uploads?name=a.sdfp', 'bytes');
  await send('POST', `/v1/uploads/${upload.id}/cancel`);
  // What changes nothing leaves nothing.
  await send('POST', `/v1/uploads/${upload.id}/cancel`);
  const window = { territory: 'DE', channel: 'disc', opensAt: '2027-05-01T00:00:00+02:00' };
  const title = await send('POST', '/v1/titles', { name: 'Another film', windows: [window] });
  await send('PUT', `/v1/titles/${title.id}/windows`, { windows: [{ ...window, territory: 'FR' }] });
  const allowed = await send('POST', '/v1/allowed-sources', { host: 'video.example', account: 'studio', titleId: title.id });
  await send('DELETE', `/v1/allowed-sources/${allowed.id}`);
  const webhook = await send('POST', '/v1/webhooks', { url: 'https://example.com/hook?token=hushhush' });
  await send('PATCH', `/v1/webhooks/${webhook.id}`, { isActive: false });
  await send('DELETE', `/v1/webhooks/${webhook.id}`);

  const rows = await service.database.selectFrom('audit_entry').selectAll().orderBy('position').execute();
  expect(rows.map(({ action, target_id: target }) => [action, target])).toEqual([
    ['uploads.send', upload.id],
    ['uploads.cancel', upload.id],
    ['titles.write', title.id],
    ['titles.write', title.id],
    ['titles.write', allowed.id],
    ['titles.write', allowed.id],
    ['webhooks.write', webhook.id],
    ['webhooks.write', webhook.id],
    ['webhooks.write', webhook.id],
  ]);
  expect(JSON.stringify(rows)).not.toContain('hushhush');
  expect(JSON.stringify(rows)).not.toContain(webhook.secret);
});
