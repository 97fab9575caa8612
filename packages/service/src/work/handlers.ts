import { enrollReference } from './enroll-reference.ts';
import { removeOrganisation } from './erase-organisation.ts';
import { eraseContent } from './erase-upload.ts';
import type { Handler } from './handler.ts';
import { notify } from './notify.ts';
import { recordDecision } from './record-decision.ts';
import { rescan } from './rescan.ts';
import { retention } from './retention.ts';
import { scanUpload } from './scan-upload.ts';
import { searchAgain } from './search-again.ts';

/** The handlers, one for each kind of job. */
export const HANDLERS: readonly Handler[] = [
  scanUpload,
  enrollReference,
  notify,
  recordDecision,
  rescan,
  searchAgain,
  retention,
  eraseContent,
  removeOrganisation,
];
