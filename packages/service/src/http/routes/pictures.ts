import { createHash } from 'node:crypto';
import type { Fingerprint } from '@streetdate/core';
import { StreetdateError } from '@streetdate/core/portable';
import type { Library } from '@streetdate/engine';
import { loadStored } from '@streetdate/engine/internal';
import type { Segment } from '@streetdate/matcher';
import { type MissingPicture, type MomentPicture, pictureOfReference, pictureOfUpload } from '../../pictures/moments.ts';
import { PictureCache } from '../../pictures/picture-cache.ts';
import { soundCurveOf } from '../../pictures/sound-curve.ts';
import { currentVerdicts } from '../../uploads/uploads.ts';
import type { FastifyReply, FastifyRequest, Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { knownUpload } from '../upload-record.ts';
import { chosenId } from './titles.ts';

/** Longer sides that pictures come in, pixels. */
const SIDES = [160, 320, 640] as const;

const moment = z.object({
  at: z.coerce
    .number()
    .min(0)
    .max(1e6)
    .default(0)
    .describe('The time, seconds; to the millisecond')
    .meta({ examples: [12.5] }),
  side: z
    .enum(SIDES.map(String) as ['160', '320', '640'])
    .default('640')
    .describe('Longer side of the picture, pixels'),
});

const PICTURE_WORDS =
  'A grey JPEG of the frame nearest to a time. It is made from the media as long as that is kept, and else from the small pictures in the ' +
  'fingerprint: `x-picture-made-from` says which, and `x-picture-time` which time it shows. 404 `not-kept` says that neither is there; ' +
  '`no-moment` that the media has no picture at that time.';

const area = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });

/** How a match goes over time. */
const matchCurves = z
  .object({
    referenceArea: area.optional().describe('Where the picture lies in the reference’s frame, without bars, in fractions of it'),
    segments: z.array(
      z.object({
        frames: z.number().int().describe('How many frames were compared'),
        sound: z
          .array(z.object({ time: z.number(), distance: z.number(), worst: z.number() }))
          .optional()
          .describe('The same of the codes of the sound, on the alignment of the pictures; absent where either film has no sound there'),
        points: z
          .array(
            z.object({
              time: z.number().describe('Of the copy, seconds'),
              distance: z.number().describe('Share of bits that differ, 0 to 1: the mean of the frames around that time'),
              worst: z.number().describe('The largest of them'),
            }),
          )
          .describe('In order of time'),
      }),
    ),
  })
  .meta({
    id: 'MatchCurves',
    description: 'How far the copy differs from the reference over time, by segment, in the order of the verdict’s segments',
    examples: [{ segments: [{ frames: 240, points: [{ time: 0.25, distance: 0.04, worst: 0.06 }] }] }],
  });

/** Bits of what is compared: of a picture’s hash, and of a code of sound. */
const BITS = { picture: 256, sound: 32 } as const;

/** Pictures of moments, and how matches go over time. */
export const pictureRoutes: Routes = (server, { service }) => {
  const cache = new PictureCache<MomentPicture>();

  /** Answers with a picture. A browser asks again each time: the next who sits there may be somebody else. */
  const give = async (request: FastifyRequest, reply: FastifyReply, key: string, make: () => Promise<MomentPicture | MissingPicture>) => {
    const etag = `"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`;
    reply.header('cache-control', 'private, no-cache').header('vary', 'cookie, authorization').header('x-content-type-options', 'nosniff');
    const picture = await cache.get(key, async () => {
      const made = await make();
      if (made === 'not-kept')
        throw new Problem(404, made, 'no picture is kept: the media is gone, and its fingerprint has no thumbnails near');
      if (made === 'no-moment') throw new Problem(404, made, 'there is no picture at that time');
      return made;
    });
    if (picture === undefined) {
      reply.header('retry-after', '1');
      throw new Problem(503, 'too-many-pictures', 'too many pictures are being made: ask again in a second');
    }
    const own = `${etag.slice(0, -1)}-${picture.madeFrom}"`;
    reply.header('etag', own).header('x-picture-made-from', picture.madeFrom).header('x-picture-time', String(picture.time));
    if (request.headers['if-none-match'] === own) return reply.code(304).send();
    return reply.type('image/jpeg').send(picture.bytes);
  };

  server.get(
    '/v1/uploads/:id/picture',
    operation(
      {
        id: 'getUploadPicture',
        summary: 'Get a picture of a moment of an upload',
        description: PICTURE_WORDS,
        tag: 'uploads',
        action: 'pictures.read',
        problems: [422],
        rawAnswer: 'image/jpeg',
      },
      { params: z.object({ id }), querystring: moment, response: { 200: z.any() } },
    ),
    async (request, reply) => {
      const { params, query, actor } = request;
      const upload = await knownUpload(service, actor.organisationId, params.id);
      const verdict = (await currentVerdicts(service.database, actor.organisationId, [upload.id])).get(upload.id);
      const wanted = wantedOf(query);
      return give(request, reply, `upload ${upload.id} ${verdict?.id} ${wanted.at} ${wanted.side}`, () =>
        service.libraries.use(actor.organisationId, (library) =>
          pictureOfUpload(service, library, upload, verdict?.outcome.scanId, wanted),
        ),
      );
    },
  );

  server.get(
    '/v1/references/:id/picture',
    operation(
      {
        id: 'getReferencePicture',
        summary: 'Get a picture of a moment of a reference',
        description: PICTURE_WORDS,
        tag: 'references',
        action: 'pictures.read',
        problems: [422],
        rawAnswer: 'image/jpeg',
      },
      { params: z.object({ id: chosenId }), querystring: moment, response: { 200: z.any() } },
    ),
    async (request, reply) => {
      const { params, query, actor } = request;
      const { organisationId } = actor;
      const wanted = wantedOf(query);
      const reference = await service.libraries.use(organisationId, (library) => knownReference(library, params.id));
      const key = `reference ${organisationId} ${reference.fingerprintSha256} ${wanted.at} ${wanted.side}`;
      return give(request, reply, key, () =>
        service.libraries.use(organisationId, (library) => pictureOfReference(library, reference, wanted)),
      );
    },
  );

  server.get(
    '/v1/uploads/:id/curves/:reference',
    operation(
      {
        id: 'getMatchCurves',
        summary: 'Get how a match of an upload goes over time',
        description: 'The distance of the compared frames, as the search recorded them, in at most `most` points a segment.',
        tag: 'uploads',
        action: 'uploads.read',
      },
      {
        params: z.object({ id, reference: chosenId }),
        querystring: z.object({
          most: z.coerce
            .number()
            .int()
            .min(1)
            .max(2000)
            .default(500)
            .describe('Most points of a segment')
            .meta({ examples: [500] }),
        }),
        response: { 200: matchCurves },
      },
    ),
    async ({ params, query, actor }) => {
      const upload = await knownUpload(service, actor.organisationId, params.id);
      const verdict = (await currentVerdicts(service.database, actor.organisationId, [upload.id])).get(upload.id);
      return service.libraries.use(actor.organisationId, async (library) => {
        const scan = verdict && (await library.catalogue.scan(verdict.outcome.scanId));
        const match = scan?.matches.find(({ referenceId }) => referenceId === params.reference);
        if (match === undefined) throw new Problem(404, 'unknown-match', `upload ${upload.id} has no match with ${params.reference}`);
        const reference = await library.catalogue.reference(params.reference);
        const [known, own] = await Promise.all(
          [reference?.fingerprintSha256, scan?.fingerprintSha256].map((sha256) => storedOrGone(library, sha256)),
        );
        const areas = known?.areas;
        const middle = (match.segments[0]!.referenceStart + match.segments[0]!.referenceEnd) / 2;
        const referenceArea = areas?.find(({ start, end }) => start <= middle && middle < end)?.area;
        return {
          ...(referenceArea && { referenceArea }),
          segments: match.segments.map((segment) => {
            const { distances, frameTimes, foundBy = 'picture' } = segment;
            const sound = known && own && soundCurveOf(own, known, segment);
            return {
              frames: distances.length,
              points: pointsOf(frameTimes, distances, BITS[foundBy], query.most),
              ...(sound && { sound: pointsOf(sound.times, sound.distances, BITS.sound, Math.min(query.most, secondsOf(segment))) }),
            };
          }),
        };
      });
    },
  );
};

function wantedOf({ at, side }: z.infer<typeof moment>) {
  return { at: Math.round(1000 * at) / 1000, side: Number(side) };
}

async function knownReference(library: Library, referenceId: string) {
  const found = await library.catalogue.reference(referenceId);
  if (found === undefined) throw new Problem(404, 'unknown-reference', `there is no reference ${JSON.stringify(referenceId)}`);
  return found;
}

/** A stored fingerprint; undefined where it is gone. */
async function storedOrGone({ blobs }: Library, sha256: string | undefined): Promise<Fingerprint | undefined> {
  if (sha256 === undefined) return undefined;
  return loadStored(blobs, sha256).catch((error: unknown) => {
    if (error instanceof StreetdateError && error.code === 'file-not-found') return undefined;
    throw error;
  });
}

/** A point each second: single codes of sound vary much. */
const secondsOf = ({ queryStart, queryEnd }: Segment) => Math.max(1, Math.ceil(queryEnd - queryStart));

/** Frames as at most so many points, each of the same number of frames. */
function pointsOf(times: readonly number[], distances: readonly number[], bits: number, most: number) {
  const each = Math.max(1, Math.ceil(times.length / most));
  return Array.from({ length: Math.ceil(times.length / each) }, (_, at) => {
    const [own, bitsOf] = [times.slice(at * each, (at + 1) * each), distances.slice(at * each, (at + 1) * each)];
    const mean = bitsOf.reduce((sum, value) => sum + value, 0) / bitsOf.length;
    return { time: (own[0]! + own.at(-1)!) / 2, distance: mean / bits, worst: Math.max(...bitsOf) / bits };
  });
}
