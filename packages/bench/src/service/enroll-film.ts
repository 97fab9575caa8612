import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is known of the enrolled film. Uploads are seen before its disc is on sale. */
export const FILM = { title: 'Film', territory: 'US', streetDate: '2027-03-09', seenAt: '2027-02-07T12:00:00Z' } as const;

/** Time between two looks at the job, milliseconds. */
const LOOK_MS = 200;

/** Enrolls a film over HTTP. @returns Once it can be found. @throws Error when the service refuses it or gives it up. */
export async function enrollFilm(url: string, path: string): Promise<void> {
  const { title, territory, streetDate } = FILM;
  const windows = [{ territory, channel: 'disc', opensAt: streetDate }];
  const made = await ask(`${url}/v1/titles`, JSON.stringify({ name: title, windows }), 'application/json');
  const address = `${url}/v1/titles/${made.id}/references?name=${encodeURIComponent(basename(path))}`;
  const { jobId } = await ask(address, await openAsBlob(path), 'application/octet-stream');
  for (;;) {
    const { state, error } = (await (await fetch(`${url}/v1/jobs/${jobId}`)).json()) as { readonly state: string; readonly error?: string };
    if (state === 'done') return;
    if (state === 'dead') throw new Error(`${path} was not enrolled: ${error}`);
    await sleep(LOOK_MS);
  }
}

async function ask(address: string, body: string | Blob, type: string): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': type }, body });
  if (!answer.ok) throw new Error(`POST ${address} was answered with ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Readonly<Record<string, string>>;
}
