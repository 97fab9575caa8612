import { recordAudit } from '../../accounts/audit.ts';
import { findJob, JOB_STATES, type Job, listJobs, sendAgain } from '../../work/job-list.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageQuery, uuidCursor } from '../paging.ts';
import { Problem, withoutPlaces } from '../problem.ts';
import { id, instant } from '../records.ts';
import { z } from '../schema.ts';

const jobRecord = z
  .object({
    id,
    kind: z.string(),
    lane: z.string().describe('Which workers take it'),
    key: z.string().describe('What it is about'),
    payload: z.unknown(),
    priority: z.number().int().describe('Lower numbers come first'),
    state: z.enum(JOB_STATES),
    attempts: z.number().int(),
    runAt: instant.describe('Not before this time'),
    error: z.string().optional().describe('Why the last attempt failed'),
    createdAt: instant,
    finishedAt: instant.optional(),
  })
  .meta({
    id: 'Job',
    description: 'A piece of work',
    examples: [
      {
        id: '019a3a1e-7c12-7000-8000-77aa0c3b2a11',
        kind: 'scan',
        lane: 'films',
        key: 'scan 019a3a1e-7c11-7000-8000-5d1f0c3b2a11',
        payload: { uploadId: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11' },
        priority: 100,
        state: 'dead',
        attempts: 5,
        runAt: '2027-02-07T12:00:01.000Z',
        error: 'the object store does not answer',
        createdAt: '2027-02-07T12:00:01.000Z',
        finishedAt: '2027-02-07T12:03:01.000Z',
      },
    ],
  });

const params = z.object({ id });

function answerOf(job: Job): Job {
  return job.error === undefined ? job : { ...job, error: withoutPlaces(job.error) };
}

/** Jobs, for operators: what waits, what runs, and dead ones, which can be sent again. */
export const jobRoutes: Routes = (server, { service: { database, now } }) => {
  const known = (job: Job | undefined, id: string): Job => {
    if (job === undefined) throw new Problem(404, 'unknown-job', `there is no job ${id}`);
    return answerOf(job);
  };

  server.get(
    '/v1/jobs',
    operation(
      {
        id: 'listJobs',
        summary: 'List jobs, latest first',
        description: 'What waits, what runs and what has ended. Dead ones have failed in every attempt, and can be sent again.',
        tag: 'work',
        action: 'jobs.read',
      },
      {
        querystring: z.object({ ...pageQuery, cursor: uuidCursor, state: z.enum(JOB_STATES).optional().describe('Only those') }),
        response: { 200: z.object({ jobs: z.array(jobRecord), next }) },
      },
    ),
    async ({ query: { cursor, most, state }, actor }) => {
      const jobs = await listJobs(database, actor.organisationId, { before: cursor, most: most + 1, state });
      const { page, ...rest } = cutPage(jobs, most);
      return { jobs: page.map(answerOf), ...rest };
    },
  );

  server.get(
    '/v1/jobs/:id',
    operation(
      { id: 'getJob', summary: 'Get a job', description: 'With why its last attempt failed.', tag: 'work', action: 'jobs.read' },
      { params, response: { 200: jobRecord } },
    ),
    async ({ params, actor }) => known(await findJob(database, actor.organisationId, params.id), params.id),
  );

  server.post(
    '/v1/jobs/:id/send-again',
    operation(
      {
        id: 'sendJobAgain',
        summary: 'Send a dead job again',
        description: 'It gets all its attempts again. A job that is not dead stays as it is.',
        tag: 'work',
        action: 'jobs.write',
        problems: [415],
      },
      { params, response: { 200: jobRecord } },
    ),
    async (request) => {
      const { params, actor } = request;
      const event = { action: 'jobs.write', target: { kind: 'job', id: params.id } };
      const job = await sendAgain(database, actor.organisationId, params.id, now(), (transaction) =>
        recordAudit(transaction, auditSource(request), event, now()),
      );
      return known(job, params.id);
    },
  );
};
