import type { Routes } from '../fastify.ts';
import { documentRoutes } from './document.ts';
import { jobRoutes } from './jobs.ts';
import { referenceRoutes } from './references.ts';
import { sendUploadRoutes } from './send-upload.ts';
import { titleRoutes } from './titles.ts';
import { uploadRoutes } from './uploads.ts';

/** Every group of routes. */
export const ROUTES: readonly Routes[] = [documentRoutes, uploadRoutes, sendUploadRoutes, titleRoutes, referenceRoutes, jobRoutes];
