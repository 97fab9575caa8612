import { readFile } from 'node:fs/promises';
import type { Server } from '@streetdate/service';
import { writeCopy } from '../../cli/tools/prints.ts';

/** Makes something of each kind, so that requests find it: its ids, by the name of the operation and the parameter. */
export async function whatExists(server: Server, folder: string) {
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = await server.inject({ method: 'POST', url: '/v1/uploads?name=copy.sdfp&wait=60', headers, payload });
  const upload = JSON.parse(sent.body).id as string;
  const spare = JSON.parse((await server.inject({ method: 'POST', url: '/v1/uploads?name=spare.sdfp', headers, payload: 'bytes' })).body)
    .id as string;
  const held = await server.inject({
    method: 'POST',
    url: '/v1/holds',
    payload: { target: { kind: 'title', id: 'held' }, reason: 'a case' },
  });
  const hold = JSON.parse(held.body).id as string;
  const get = async (url: string) => JSON.parse((await server.inject(url)).body);
  const title = (await get('/v1/titles')).titles[0].id as string;
  const reference = (await get('/v1/references')).references[0].id as string;
  const added = await server.inject({ method: 'POST', url: '/v1/webhooks', payload: { url: 'https://example.com/' } });
  const webhook = JSON.parse(added.body).id as string;
  const job = (await get('/v1/jobs')).jobs[0].id as string;
  const begun = await server.inject({
    method: 'POST',
    url: '/v1/resumable-uploads',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': '100', 'upload-metadata': `filename ${btoa('a.sdfp')}` },
  });
  const parts = String(begun.headers.location).split('/').at(-1)!;
  return (operation: string, name: string): string[] => {
    if (name === 'title') return [title];
    if (name !== 'id') return [];
    if (operation === 'deleteUpload') return [spare];
    if (operation === 'endHold') return [hold];
    // What is removed as a whole is looked for by others.
    if (/^delete/.test(operation)) return [];
    if (/Resum|sendPart/.test(operation)) return operation === 'dropResumableUpload' ? [] : [parts];
    if (/Upload|Verdicts|addDecision/.test(operation)) return [upload];
    if (/Title|Windows/.test(operation)) return [title];
    if (/Webhook|Deliver/.test(operation)) return operation === 'removeWebhook' ? [] : [webhook];
    if (/Job/.test(operation)) return [job];
    if (/Reference/.test(operation)) return [reference];
    return [];
  };
}
