/** Streetdate as a service: uploads in, verdicts out, over HTTP. */

export { type Actor, mayDo } from './accounts/actor.ts';
export { type AuditEntry, checkAudit } from './accounts/audit.ts';
export type { IdentityProvider } from './accounts/identity-provider.ts';
export { ACTIONS, type Action, PERMISSIONS, type Permission } from './accounts/permissions.ts';
export { mayAct, ROLES, type Role } from './accounts/roles.ts';
export { makeSetUpLink } from './accounts/set-up.ts';
export type { Server } from './http/fastify.ts';
export { type ListenPlace, listen } from './http/listen.ts';
export { createServer, type ServerOptions } from './http/server.ts';
export { openService } from './open-service.ts';
export type { Libraries } from './organisations/libraries.ts';
export type { Dispatcher, LaneService } from './queue/dispatcher.ts';
export { LANES, type Lane } from './queue/lanes.ts';
export type { ServerProfile, Service, ServiceOptions } from './service.ts';
export { isBoundByPolicies } from './store/postgres/row-policies.ts';
export { openTracing, type Tracing } from './tracing.ts';
export type { Retention, WholeRetention } from './uploads/retention.ts';
export type { KeptContent, UploadFiles } from './uploads/upload-files.ts';
export type { Upload, UploadState } from './uploads/uploads.ts';
export { newPost, type Post, type PostOptions, type Resolve, type WebhookSender } from './webhooks/post.ts';
export { acceptUpload, type Urgency } from './work/accept-upload.ts';
export { cancelUpload } from './work/cancel-upload.ts';
export type { Handler } from './work/handler.ts';
export { findJob, type Job, type JobState, listJobs, sendAgain } from './work/job-list.ts';
export { addJob, type HeldJob, type NewJob } from './work/jobs.ts';
export { runSearcher, type SearcherRunOptions } from './work/run-searcher.ts';
export { runWorker, type WorkerOptions } from './work/worker.ts';
