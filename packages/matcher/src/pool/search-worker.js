// The file that a worker thread runs. It is JavaScript, since Node 20 cannot start a thread from TypeScript. In this repository its
// import is TypeScript, which tsx reads when tests and tools run on the sources.
export { carryOut } from './search-order.ts';
