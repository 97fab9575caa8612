// Loaded before a thread or process of the tests begins. Threads that a test starts run on the sources as well, and Node 20 reads no TypeScript; the
// tests themselves vitest reads, and need not wait for tsx.
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) await import('tsx');
