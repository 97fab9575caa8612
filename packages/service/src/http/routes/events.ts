import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Service } from '../../service.ts';
import { asOrganisation } from '../../store/scope.ts';
import { eventsAfter, type PlacedEvent, type UploadEvent } from '../../uploads/events.ts';
import { standingOf, type UploadFeed } from '../../uploads/feed.ts';
import type { Upload } from '../../uploads/uploads.ts';
import type { FastifyReply, FastifyRequest, Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { hasEnded, knownUpload, uploadAnswer } from '../upload-record.ts';

/** Longest silence, milliseconds: proxies close connections that are silent for long. */
const BEAT_MS = 15_000;

/** When a client should ask again after the server has stopped, milliseconds. */
const RETRY_MS = 2000;

/** Bytes that may wait for a slow client. It is cut off then, and comes back with the last event that it has seen. */
const MOST_WAITING = 1024 * 1024;

/** Events of before that are read at once, for a client that comes back. */
const PAGE = 200;

/** What happens to uploads as server-sent events: to one, with its progress, or to all of an organisation. */
export const eventRoutes: Routes = (server, { service, stopping, feed }) => {
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
      if (hasEnded(known) && seen === standingOf(known)) return reply.code(204).send();
      const stream = openStream(raw, stopping);
      tellUpload(service, feed, stream, known, seen).catch((error: unknown) => stream.fail(error));
      return asEvents(reply).send(stream.events);
    },
  );

  server.get(
    '/v1/events',
    operation(
      {
        id: 'followEvents',
        summary: 'Follow all uploads of the organisation by server-sent events',
        description:
          'An event for each upload that is added (`upload.added`), ends without a verdict (`upload.ended`) or gets a verdict ' +
          '(`verdict.reached`), in order. Its data is JSON with `uploadId`, `at`, and `state`, or `verdictId` and `kind`. A client that comes back ' +
          'with Last-Event-ID gets what it has missed in the last seven days first. Without it, the stream begins now.',
        tag: 'uploads',
        action: 'uploads.read',
        rawAnswer: 'text/event-stream',
      },
      {
        headers: z.looseObject({
          'last-event-id': z.coerce
            .number()
            .int()
            .min(0)
            .max(Number.MAX_SAFE_INTEGER)
            .optional()
            .describe('The last event that was seen')
            .meta({ examples: ['1041'] }),
        }),
        response: { 200: z.any() },
      },
    ),
    async ({ actor, headers, raw }, reply) => {
      const stream = openStream(raw, stopping);
      tellEvents(service, feed, stream, actor.organisationId, headers['last-event-id']).catch((error: unknown) => stream.fail(error));
      return asEvents(reply).send(stream.events);
    },
  );
};

function asEvents(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no').type('text/event-stream');
}

/** A stream of events to one client. */
interface EventStream {
  readonly events: PassThrough;
  /** Aborts when the client has gone or the server stops, and when the stream has ended. */
  readonly ended: AbortSignal;
  write(text: string): void;
  end(): void;
  fail(error: unknown): void;
}

function openStream(raw: FastifyRequest['raw'], stopping: AbortSignal): EventStream {
  const events = new PassThrough();
  const ending = new AbortController();
  const end = () => ending.abort();
  let spoken = performance.now();
  const write = (text: string) => {
    if (ending.signal.aborted) return;
    spoken = performance.now();
    events.write(text);
    if (events.writableLength > MOST_WAITING) end();
  };
  // A comment at once, so that the client's connection counts as open.
  write(`retry: ${RETRY_MS}\n: events follow\n\n`);
  const beat = setInterval(() => {
    if (performance.now() > spoken + BEAT_MS) write(': still here\n\n');
  }, BEAT_MS / 3).unref();
  raw.once('close', end);
  stopping.addEventListener('abort', end, { once: true });
  ending.signal.addEventListener('abort', () => {
    clearInterval(beat);
    stopping.removeEventListener('abort', end);
    events.end();
  });
  if (stopping.aborted) end();
  const fail = (error: unknown) => {
    events.destroy(error instanceof Error ? error : new Error(String(error)));
    end();
  };
  return { events, ended: ending.signal, write, end, fail };
}

/** Writes events of an upload until it has ended. */
async function tellUpload(service: Service, feed: UploadFeed, stream: EventStream, known: Upload, lastSeen: string | undefined) {
  let seen = lastSeen;
  const tell = async (now: Upload): Promise<void> => {
    const eventId = standingOf(now);
    if (hasEnded(now)) {
      const answer = await asOrganisation(now.organisationId, () => uploadAnswer(service, now));
      stream.write(`id: ${eventId}\nevent: end\ndata: ${JSON.stringify(answer)}\n\n`);
      stream.end();
    } else if (eventId !== seen)
      stream.write(`id: ${eventId}\nevent: progress\ndata: ${JSON.stringify({ state: now.state, progress: now.progress })}\n\n`);
    seen = eventId;
  };
  await tell(known);
  if (stream.ended.aborted) return;
  const stop = feed.follow(known, (now) => void tell(now).catch((error: unknown) => stream.fail(error)));
  stream.ended.addEventListener('abort', stop, { once: true });
}

/** Writes events of an organisation: first those that the client has missed, then those that come. */
async function tellEvents(service: Service, feed: UploadFeed, stream: EventStream, organisationId: string, seen: number | undefined) {
  const write = ({ position, data }: PlacedEvent) =>
    stream.write(`id: ${position}\nevent: ${(JSON.parse(data) as UploadEvent).type}\ndata: ${data}\n\n`);
  let waiting: PlacedEvent[] | undefined = [];
  const { after, end } = await feed.listen(organisationId, (event) => (waiting === undefined ? write(event) : waiting.push(event)));
  stream.ended.addEventListener('abort', end, { once: true });
  if (stream.ended.aborted) return end();
  for (let last = seen ?? after; last < after; ) {
    const missed = await eventsAfter(service.database, last, { organisationId, most: PAGE });
    for (const event of missed) if (event.position <= after) write(event);
    last = missed.length < PAGE ? after : missed.at(-1)!.position;
    // A client that reads slowly does not fill the memory.
    if (stream.events.writableNeedDrain && !stream.ended.aborted)
      await once(stream.events, 'drain', { signal: stream.ended }).catch(() => {});
    if (stream.ended.aborted) return;
  }
  for (const event of waiting) write(event);
  waiting = undefined;
}
