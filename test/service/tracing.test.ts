import { readFile } from 'node:fs/promises';
import { context, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { createServer, openTracing, runWorker } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { atTheMachine, startService } from './tools/running-service.ts';

test('requests and jobs are spans of the SDK that the program has set up', async () => {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  onTestFinished(() => {
    trace.disable();
    context.disable();
  });
  const { folder, service } = await startService({ works: false });
  const tracing = await openTracing();
  const server = atTheMachine(await createServer(service, { tracing }), service);
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, idleMs: 20, tracing });
  onTestFinished(async () => {
    stopping.abort();
    await working;
    await server.close();
  });
  const { statusCode } = await server.inject({
    method: 'POST',
    url: '/v1/uploads?name=copy.sdfp&wait=60',
    headers: { 'content-type': 'application/octet-stream' },
    payload: await readFile(await writeCopy(folder, 'copy.sdfp', 1)),
  });
  expect(statusCode).toBe(200);
  stopping.abort();
  await working;
  const spans = exporter.getFinishedSpans().map(({ name, attributes }) => [name, attributes['http.response.status_code']]);
  expect(spans).toContainEqual(['POST /v1/uploads', 200]);
  expect(spans).toContainEqual(['job scan', undefined]);
});
