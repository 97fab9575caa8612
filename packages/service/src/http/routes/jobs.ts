import { findJob, JOB_STATES, type Job, listJobs, sendAgain } from '../../work/job-list.ts';
import type { Routes } from '../fastify.ts';
import { Problem, problemRecord } from '../problem.ts';
import { z } from '../schema.ts';

const jobRecord = z.object({
  id: z.string(),
  kind: z.string(),
  lane: z.string(),
  key: z.string().describe('What it is about'),
  payload: z.unknown(),
  priority: z.number().int().describe('Lower numbers come first'),
  state: z.enum(JOB_STATES),
  attempts: z.number().int(),
  runAt: z.string().describe('Not before this time'),
  error: z.string().optional().describe('Why the last attempt failed'),
  createdAt: z.string(),
  finishedAt: z.string().optional(),
});
const params = z.object({ id: z.uuid() });

/** Jobs, for operators: what waits, what runs, and dead ones, which can be sent again. */
export const jobRoutes: Routes = (server, { service: { database, now } }) => {
  const known = (job: Job | undefined, id: string): Job => {
    if (job === undefined) throw new Problem(404, 'unknown-job', `there is no job ${id}`);
    return job;
  };

  server.get(
    '/v1/jobs',
    {
      config: { action: 'jobs.read' },
      schema: {
        summary: 'Jobs, latest first',
        querystring: z.object({
          state: z.enum(JOB_STATES).optional().describe('Only those; dead ones have failed in every attempt'),
          before: z.uuid().optional().describe('Only older ones than this job'),
          most: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ jobs: z.array(jobRecord), next: z.uuid().optional() }), '4xx': problemRecord },
      },
    },
    async ({ query, actor }) => {
      const jobs = await listJobs(database, actor.organisationId, query);
      const last = jobs.length === query.most ? jobs.at(-1)?.id : undefined;
      return { jobs, ...(last !== undefined && { next: last }) };
    },
  );

  server.get(
    '/v1/jobs/:id',
    { config: { action: 'jobs.read' }, schema: { summary: 'A job', params, response: { 200: jobRecord, '4xx': problemRecord } } },
    async ({ params, actor }) => known(await findJob(database, actor.organisationId, params.id), params.id),
  );

  server.post(
    '/v1/jobs/:id/send-again',
    {
      config: { action: 'jobs.write' },
      schema: { summary: 'Sends a dead job again, with all its attempts', params, response: { 200: jobRecord, '4xx': problemRecord } },
    },
    async ({ params, actor }) => known(await sendAgain(database, actor.organisationId, params.id, now()), params.id),
  );
};
