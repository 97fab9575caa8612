import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { Service } from '../../service.ts';
import { findUpload, type Upload } from '../../uploads/uploads.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { hasEnded, knownUpload, uploadAnswer } from '../upload-record.ts';

/** Time between two looks at an upload, milliseconds. Another process may do its work, so the database is what tells. */
const LOOK_MS = 250;

/** Longest silence, milliseconds: proxies close connections that are silent for long. */
const BEAT_MS = 15_000;

/** When a client should ask again after the server has stopped, milliseconds. */
const RETRY_MS = 2000;

/** Progress of an upload as server-sent events. */
export const eventRoutes: Routes = (server, { service, stopping }) => {
  server.get(
    '/v1/uploads/:id/events',
    operation(
      {
        id: 'followUpload',
        summary: 'Follow an upload by server-sent events',
        description:
          'An event `progress` each time that state or progress change, then one event `end` with the upload and its verdict. A client that ' +
          'comes back with Last-Event-ID gets only what it has not seen, and 204 after the end, so that it stops asking.',
        tag: 'uploads',
        action: 'uploads.read',
        rawAnswer: 'text/event-stream',
      },
      {
        params: z.object({ id }),
        headers: z.looseObject({
          'last-event-id': z
            .string()
            .max(200)
            .optional()
            .describe('The last event that was seen')
            .meta({ examples: ['working 0.5'] }),
        }),
        response: { 200: z.any(), 204: z.any() },
      },
    ),
    async ({ params, actor, headers, raw }, reply) => {
      const known = await knownUpload(service, actor.organisationId, params.id);
      const seen = headers['last-event-id'];
      if (hasEnded(known) && seen === eventIdOf(known)) return reply.code(204).send();
      const events = new PassThrough();
      const gone = new AbortController();
      raw.once('close', () => gone.abort());
      follow(service, known, seen, events, AbortSignal.any([stopping, gone.signal])).catch((error: unknown) =>
        events.destroy(error instanceof Error ? error : new Error(String(error))),
      );
      return reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no').type('text/event-stream').send(events);
    },
  );
};

/** Writes events until the upload has ended, the client has gone or the server stops. */
async function follow(service: Service, known: Upload, lastSeen: string | undefined, events: PassThrough, signal: AbortSignal) {
  let seen = lastSeen;
  let spoken = performance.now();
  const write = (text: string) => {
    events.write(text);
    spoken = performance.now();
  };
  // A comment at once, so that the client's connection counts as open.
  write(`retry: ${RETRY_MS}\n: follows ${known.id}\n\n`);
  for (let now: Upload | undefined = known; now !== undefined && !signal.aborted; ) {
    const eventId = eventIdOf(now);
    if (hasEnded(now)) {
      write(`id: ${eventId}\nevent: end\ndata: ${JSON.stringify(await uploadAnswer(service, now))}\n\n`);
      break;
    }
    if (eventId !== seen)
      write(`id: ${eventId}\nevent: progress\ndata: ${JSON.stringify({ state: now.state, progress: now.progress })}\n\n`);
    seen = eventId;
    if (performance.now() > spoken + BEAT_MS) write(': still here\n\n');
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => {});
    now = await findUpload(service.database, known.organisationId, known.id);
  }
  events.end();
}

/** Two states of an upload that say the same have the same event id. */
function eventIdOf({ state, progress, finishedAt }: Upload): string {
  return `${state} ${finishedAt ?? progress}`;
}
