export { loadFingerprint } from './fingerprint/load-fingerprint.ts';
export { saveFingerprint } from './fingerprint/save-fingerprint.ts';
export * from './portable.ts';
