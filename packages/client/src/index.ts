/** Client of Streetdate's HTTP API. It runs in Node and in browsers. */

export {
  type Batch,
  type ClientOptions,
  type ListFilter,
  type Problem,
  type Scan,
  StreetdateClient,
  StreetdateProblem,
  type Title,
  type Upload,
  type UploadFacts,
  type WaitOptions,
} from './client.ts';
export type { ResumableOptions } from './resumable.ts';
export { type VerifyOptions, verifyWebhook, type WebhookHeaders, type WebhookMessage } from './verify-webhook.ts';
