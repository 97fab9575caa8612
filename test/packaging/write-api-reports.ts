/** Accepts the public API as it is now: writes `etc/api`. Run it with `npm run api` and review the difference. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGES } from '../structure/sources.ts';
import { publicEntries, REPORTS_FOLDER, writeReports } from './api-reports.ts';

rmSync(REPORTS_FOLDER, { recursive: true, force: true });
writeReports(PACKAGES.flatMap(publicEntries), REPORTS_FOLDER);
rmSync(join(REPORTS_FOLDER, 'temp'), { recursive: true, force: true });
