import type { Socket } from 'node:net';
import { newId } from '../store/ids.ts';
import { Problem, problemOf } from './problem.ts';

/** What Node's parser calls its faults, and what they are here. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: new Problem(431, 'header-too-large', 'the header must have at most 16 KiB'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new Problem(413, 'too-large', 'the extensions of a chunk must be shorter'),
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'slow-request', 'the header of a request must come within a minute'),
};

/** Answers what is no HTTP, and ends its connection. Nothing of it is repeated. @returns The status, and the id that the answer has. */
export function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): { readonly status: number; readonly reqId: string } {
  const problem = problemOf(PROBLEMS[error.code ?? ''] ?? new Problem(400, 'malformed-request', 'this is no request of HTTP/1.1'));
  const reqId = newId();
  const body = JSON.stringify(problem);
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${reqId}`,
    'Connection: close',
  ];
  // One whose other side has gone cannot be written to.
  if (socket.writable && error.code !== 'ECONNRESET') socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
  return { status: problem.status, reqId };
}
