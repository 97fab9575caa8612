import type { Routes } from '../fastify.ts';
import { documentRoutes } from './document.ts';
import { eventRoutes } from './events.ts';
import { healthRoutes } from './health.ts';
import { jobRoutes } from './jobs.ts';
import { pageRoutes } from './page.ts';
import { referenceRoutes } from './references.ts';
import { sendUploadRoutes } from './send-upload.ts';
import { titleRoutes } from './titles.ts';
import { uploadRoutes } from './uploads.ts';

/** Every group of routes. */
export const ROUTES: readonly Routes[] = [
  pageRoutes,
  documentRoutes,
  healthRoutes,
  uploadRoutes,
  sendUploadRoutes,
  eventRoutes,
  titleRoutes,
  referenceRoutes,
  jobRoutes,
];
