import { StreetdateError } from '@streetdate/core/portable';

/** The tested release; the install hint names it. */
const TESTED = '1.10.0';

/** What a span says of a request or job, by OpenTelemetry's names. Declared here: the package is installed only by those who want spans. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Makes spans of requests and jobs for the OpenTelemetry SDK that the program has set up. Without an SDK they go nowhere. */
export interface Tracing {
  /**
   * Begins the span of a request.
   * @param headers - A caller's span is its parent, if the SDK understands its headers.
   * @returns Ends it.
   */
  beginRequest(name: string, headers: object): (attributes: SpanAttributes, hasFailed: boolean) => void;
  /** Does work in a span, under which the work's own spans lie. */
  runJob<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T>;
}

/**
 * Spans through OpenTelemetry's API.
 * @throws StreetdateError `runtime-missing` if the package @opentelemetry/api is not installed.
 */
export async function openTracing(): Promise<Tracing> {
  const { context, propagation, SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api').catch((cause: unknown) => {
    const message = `spans need the package @opentelemetry/api, which is not installed; run: npm install @opentelemetry/api@${TESTED}`;
    throw new StreetdateError('runtime-missing', message, { cause });
  });
  const tracer = trace.getTracer('@streetdate/service');
  return {
    beginRequest(name, headers) {
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, propagation.extract(context.active(), headers));
      return (attributes, hasFailed) => {
        span.setAttributes(attributes);
        if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      };
    },
    runJob: (name, attributes, work) =>
      tracer.startActiveSpan(name, { kind: SpanKind.CONSUMER, attributes }, async (span) => {
        try {
          return await work();
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
          throw error;
        } finally {
          span.end();
        }
      }),
  };
}
