import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entrance } from './running-command.ts';

/** What is known of the enrolled film. Uploads are seen before its disc is on sale. */
export const FILM = { title: 'Film', territory: 'US', streetDate: '2027-03-09', seenAt: '2027-02-07T12:00:00Z' } as const;

/** Time between two looks at the job, milliseconds. */
const LOOK_MS = 200;

/** Enrolls a film over HTTP. @returns Once it can be found. @throws Error when the service refuses it or gives it up. */
export async function enrollFilm(service: Entrance, path: string): Promise<void> {
  const { title, territory, streetDate } = FILM;
  const windows = [{ territory, channel: 'disc', opensAt: streetDate }];
  const made = await ask(service, '/v1/titles', JSON.stringify({ name: title, windows }), 'application/json');
  const at = `/v1/titles/${made.id}/references?name=${encodeURIComponent(basename(path))}`;
  const { jobId } = await ask(service, at, await openAsBlob(path), 'application/octet-stream');
  for (;;) {
    const { state, error } = (await (await fetch(`${service.url}/v1/jobs/${jobId}`, { headers: service.headers })).json()) as {
      readonly state: string;
      readonly error?: string;
    };
    if (state === 'done') return;
    if (state === 'dead') throw new Error(`${path} was not enrolled: ${error}`);
    await sleep(LOOK_MS);
  }
}

async function ask({ url, headers }: Entrance, path: string, body: string | Blob, type: string): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(url + path, { method: 'POST', headers: { 'content-type': type, ...headers }, body });
  if (!answer.ok) throw new Error(`POST ${path} was answered with ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Readonly<Record<string, string>>;
}
