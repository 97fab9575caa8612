/** Entry for the packages of this repository. It promises nothing: any version may change it. */

export { absentServers } from './absent-servers.ts';
export { exportAudit } from './accounts/audit.ts';
export { inspectService, SERVICE_PARTS, type ServiceFinding } from './inspect-service.ts';
export { openServedLibrary, type ServedLibrary, type ServedLibraryAddress } from './open-served-library.ts';
export { type MessageWriter, openMessageWriter } from './queue/message-writer.ts';
export { openSegmentPlace } from './search/open-segment-place.ts';
export { checkSegments, type SegmentCheck } from './search/segment-upkeep.ts';
export { rawQuery } from './store/database.ts';
export { type LibraryAddress, type OpenLibraryPlace, openLibraryPlace } from './store/library-place.ts';
export { logSlowQueries } from './store/slow-queries.ts';
export { addPeriodicJobs } from './work/periodic.ts';
