// What a thread of the pool is started with. JavaScript, since Node 20 starts no thread from TypeScript; what it imports is TypeScript in this
// repository, which tsx reads where tests and tools run on the sources.
export { carryOut } from './fingerprint-order.ts';
