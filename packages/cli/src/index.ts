export { type ErrorRecord, errorRecord, type ScanRecord, scanRecord } from './output/scan-record.ts';
