// @module-tag process
// @module-tag waits
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runWorker } from '@streetdate/service';
import { expect, test } from 'vitest';
import { QUERIES } from '../../packages/service/src/store/database.ts';
import { writeCopy } from '../cli/tools/prints.ts';
import { type RunningService, startService } from './tools/running-service.ts';

const BYTES = { 'content-type': 'application/octet-stream' };

async function sendCopy({ folder }: RunningService, url: string): Promise<string> {
  const body = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const answer = await fetch(`${url}/v1/uploads?name=copy.sdfp`, { method: 'POST', headers: BYTES, body: new Uint8Array(body) });
  return ((await answer.json()) as { id: string }).id;
}

/** The events of a stream that has ended, by their names. */
function eventsIn(text: string): { readonly event: string; readonly id: string; readonly data: string }[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const));
    const event = fields.get('event');
    return event === undefined ? [] : [{ event, id: fields.get('id') ?? '', data: fields.get('data') ?? '' }];
  });
}

test('an upload is followed by events while another worker does it, to its verdict', async () => {
  const running = await startService({ works: false });
  const url = await running.server.listen({ host: '127.0.0.1', port: 0 });
  const id = await sendCopy(running, url);
  const answer = await fetch(`${url}/v1/uploads/${id}/events`);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const stopping = new AbortController();
  const working = runWorker(running.service, { signal: stopping.signal, idleMs: 20 });
  const events = eventsIn(await answer.text());
  stopping.abort();
  await working;
  expect(events[0]).toMatchObject({ event: 'progress', data: '{"state":"waiting","progress":0}' });
  expect(events.at(-1)?.event).toBe('end');
  expect(JSON.parse(events.at(-1)!.data)).toMatchObject({ id, state: 'done', verdict: { outcome: { matches: [{ title: 'Film' }] } } });

  // A client that saw the end is told to stop asking; one that saw something else gets the end.
  const seen = await fetch(`${url}/v1/uploads/${id}/events`, { headers: { 'last-event-id': events.at(-1)!.id } });
  expect(seen.status).toBe(204);
  const earlier = await fetch(`${url}/v1/uploads/${id}/events`, { headers: { 'last-event-id': events[0]!.id } });
  expect(eventsIn(await earlier.text())).toMatchObject([{ event: 'end' }]);
});

test('a server that stops ends its events with a time to come back, and lets requests end', async () => {
  const running = await startService({ works: false });
  const url = await running.server.listen({ host: '127.0.0.1', port: 0 });
  const id = await sendCopy(running, url);
  const events = await fetch(`${url}/v1/uploads/${id}/events`);
  const slow = fetch(`${url}/v1/uploads?name=other.sdfp&wait=1`, { method: 'POST', headers: BYTES, body: 'x' });
  const uploads = () => running.service.database.selectFrom('upload').select('id').execute();
  await expect.poll(uploads, { timeout: 100_000 }).toHaveLength(2);
  const closed = running.server.close();
  const text = await events.text();
  expect(text).toContain('retry: 2000\n');
  expect(text).not.toContain('event: end');
  expect((await slow).status).toBe(202);
  await closed;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

/** Reads a stream until its text has what is looked for; it is left then. */
async function readUntil(answer: Response, found: (text: string) => boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = answer.body!.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (found(text)) break;
  }
  await reader.cancel();
  return text;
}

test('an organisation is followed as a whole, and a client that comes back gets what it has missed, once', async () => {
  const running = await startService({ works: false });
  const url = await running.server.listen({ host: '127.0.0.1', port: 0 });
  const live = await fetch(`${url}/v1/events`);
  const [one, two] = [await sendCopy(running, url), await sendCopy(running, url)];
  await fetch(`${url}/v1/uploads/${one}/cancel`, { method: 'POST' });
  const typesOf = (text: string) => eventsIn(text).map(({ event, data }) => [event, (JSON.parse(data) as { uploadId: string }).uploadId]);
  const all = [
    ['upload.added', one],
    ['upload.added', two],
    ['upload.ended', one],
  ];
  const seen = await readUntil(live, (text) => eventsIn(text).length === 3);
  expect(typesOf(seen)).toEqual(all);

  const back = await fetch(`${url}/v1/events`, { headers: { 'last-event-id': eventsIn(seen)[0]!.id } });
  const stopping = new AbortController();
  const working = runWorker(running.service, { signal: stopping.signal, idleMs: 20 });
  const missed = await readUntil(back, (text) => text.includes('verdict.reached'));
  stopping.abort();
  await working;
  expect(typesOf(missed)).toEqual([...all.slice(1), ['verdict.reached', two]]);
  const verdict = await (await fetch(`${url}/v1/uploads/${two}/verdicts`)).json();
  expect(JSON.parse(eventsIn(missed).at(-1)!.data)).toMatchObject({ verdictId: verdict.verdicts[0].id, kind: 'pre-release-leak' });
});

test('a hundred streams share one look into the database', async () => {
  const running = await startService({ works: false });
  const url = await running.server.listen({ host: '127.0.0.1', port: 0 });
  const id = await sendCopy(running, url);
  const streams = await Promise.all(
    Array.from({ length: 100 }, (_, at) => fetch(`${url}/v1/${at % 2 ? 'events' : `uploads/${id}/events`}`)),
  );
  let queries = 0;
  const count = () => void queries++;
  QUERIES.subscribe(count);
  await sleep(1100);
  QUERIES.unsubscribe(count);
  // Two queries, four times a second.
  expect(queries).toBeGreaterThan(2);
  expect(queries).toBeLessThan(15);
  await fetch(`${url}/v1/uploads/${id}/cancel`, { method: 'POST' });
  const texts = await Promise.all(streams.map((each) => readUntil(each, (text) => /event: (end|upload.ended)/.test(text))));
  expect(texts.every((text) => text.includes('cancelled'))).toBe(true);
});
