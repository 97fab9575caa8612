import { enrolReference } from './enrol-reference.ts';
import type { Handler } from './handler.ts';
import { notify } from './notify.ts';
import { rescan } from './rescan.ts';
import { retention } from './retention.ts';
import { scanUpload } from './scan-upload.ts';
import { searchAgain } from './search-again.ts';

/** The handlers, one for each kind of job. */
export const HANDLERS: readonly Handler[] = [scanUpload, enrolReference, notify, rescan, searchAgain, retention];
