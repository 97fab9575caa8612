import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StreetdateError } from '@streetdate/core';
import type { Section } from '../measure/figure.ts';
import type { Entrance } from './running-command.ts';
import type { StartedService } from './server-profile.ts';

/** Connections that ask at the same time. */
const CONNECTIONS = 16;

/** How a server answered. */
interface Answers {
  readonly name: string;
  /** Answers a second. */
  readonly rate: number;
  /** 99th percentile of the time to an answer, milliseconds. */
  readonly p99: number;
  /** Answers of 400 and above, and requests without an answer. */
  readonly failed: number;
}

/**
 * Asks a server for one upload and for a page of uploads, on 16 connections, beside a bare Node server that answers with as many bytes.
 * @param seconds - Length of each measurement.
 * @throws StreetdateError `runtime-missing` when autocannon is not installed.
 */
export async function measureSmallRequests({ url, headers, place }: StartedService, uploadId: string, seconds: number): Promise<Section> {
  const one = `${url}/v1/uploads/${uploadId}`;
  const body = await (await fetch(one, { headers })).text();
  const bare = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(body));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  try {
    const all = [
      await ask('a bare Node server', `http://127.0.0.1:${(bare.address() as AddressInfo).port}`, headers, seconds),
      await ask('one upload with its verdict', one, headers, seconds),
      await ask('a page of 20 uploads', `${url}/v1/uploads?most=20`, headers, seconds),
    ];
    return {
      title: `Small requests on ${CONNECTIONS} connections: milliseconds of an answer${place}`,
      baseline: all[0]!.name,
      figures: all.map(({ name, rate }) => ({
        name,
        unit: 'ms',
        median: 1000 / rate,
        spread: 0,
        samples: Math.round(rate * seconds),
        ratio: all[0]!.rate / rate,
      })),
      notes: [
        ...all.map(
          ({ name, rate, p99, failed }) => `${name}: ${Math.round(rate)} answers a second, 99 % within ${p99} ms, ${failed} failed.`,
        ),
        'The server, its jobs and the clients share the machine. Jobs were idle.',
      ],
    };
  } finally {
    bare.close();
  }
}

async function ask(name: string, url: string, headers: Entrance['headers'], duration: number): Promise<Answers> {
  const { default: autocannon } = await import('autocannon').catch((cause: unknown) => {
    const message = 'requests are measured by the package autocannon, which is not installed; run: npm install autocannon@9.0.0';
    throw new StreetdateError('runtime-missing', message, { cause });
  });
  const { requests, latency, non2xx, errors, timeouts } = await autocannon({ url, headers, connections: CONNECTIONS, duration });
  return { name, rate: requests.average, p99: latency.p99, failed: non2xx + errors + timeouts };
}
