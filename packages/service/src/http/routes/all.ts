import type { Routes } from '../fastify.ts';
import { accountRoutes } from './accounts.ts';
import { allowedSourceRoutes } from './allowed-sources.ts';
import { auditRoutes } from './audit.ts';
import { caseRoutes } from './case.ts';
import { decisionRoutes } from './decisions.ts';
import { disputeRoutes } from './disputes.ts';
import { documentRoutes } from './document.ts';
import { enrollRoutes } from './enroll.ts';
import { eventRoutes } from './events.ts';
import { exportRoutes } from './export.ts';
import { healthRoutes } from './health.ts';
import { holdRoutes } from './holds.ts';
import { identityRoutes } from './identity.ts';
import { jobRoutes } from './jobs.ts';
import { keyRoutes } from './keys.ts';
import { organisationRoutes } from './organisations.ts';
import { pageRoutes } from './page.ts';
import { pictureRoutes } from './pictures.ts';
import { referenceRoutes } from './references.ts';
import { resumableRoutes } from './resumable.ts';
import { searchRoutes } from './searches.ts';
import { selfRoutes } from './self.ts';
import { sendUploadRoutes } from './send-upload.ts';
import { signInRoutes } from './sign-in.ts';
import { signInPages } from './sign-in-pages.ts';
import { signalRoutes } from './signals.ts';
import { titleRoutes } from './titles.ts';
import { uploadRoutes } from './uploads.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every group of routes. */
export const ROUTES: readonly Routes[] = [
  signInPages,
  signInRoutes,
  identityRoutes,
  selfRoutes,
  accountRoutes,
  keyRoutes,
  auditRoutes,
  organisationRoutes,
  pageRoutes,
  documentRoutes,
  healthRoutes,
  uploadRoutes,
  pictureRoutes,
  decisionRoutes,
  disputeRoutes,
  caseRoutes,
  sendUploadRoutes,
  searchRoutes,
  resumableRoutes,
  signalRoutes,
  webhookRoutes,
  eventRoutes,
  titleRoutes,
  allowedSourceRoutes,
  referenceRoutes,
  enrollRoutes,
  jobRoutes,
  holdRoutes,
  exportRoutes,
];
