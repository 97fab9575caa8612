import type { Handler } from './handler.ts';
import { scanUpload } from './scan-upload.ts';

/** The handlers, one for each kind of job. */
export const HANDLERS: readonly Handler[] = [scanUpload];
