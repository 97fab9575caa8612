import { once } from 'node:events';
import { createWriteStream, WriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { CONFINEMENT_VARIABLE, confinementFor, wishConfinement } from '@streetdate/core/internal/node';
import { fileFault, writeFault } from '@streetdate/engine/internal';
import type { IdentityProvider, Server } from '@streetdate/service';
import type { serve } from '../definitions/serve.ts';
import { EXIT, UsageError } from '../exit.ts';
import { commandLine } from '../output/command-line.ts';
import type { Run } from './command.ts';
import { requireLibrary } from './nearest-library.ts';
import { profileOf } from './server-profile.ts';

/** Where it listens if nothing else is said. */
const PORT = 8787;

/** `streetdate serve` */
export const runServe: Run<typeof serve> = async (_operands, options, context) => {
  const { home, io, console } = context;
  const {
    host,
    port = PORT,
    role = 'all',
    searchers,
    trace,
    openLibraries,
    identityProvider: providerFile,
    keepMedia,
    mediaDays,
    fingerprintDays,
    publicUrl,
    trustedProxy,
    webhookNetwork,
    webhookKey,
    logLevel = 'error',
    unconfinedUploads,
    logFile,
  } = options;
  const servers = profileOf(options);
  const server = servers && { ...servers, searchers: searchers || role === 'searcher' };
  if (searchers && server === undefined) throw new UsageError('--searchers needs --postgres, --valkey and --s3');
  if (role !== 'all' && server === undefined) throw new UsageError(`--role ${role} needs --postgres, --valkey and --s3`);
  const {
    createServer,
    isBoundByPolicies,
    listen,
    makeLocalLink,
    makeSetUpLink,
    openService,
    openTracing,
    parseIdentityProvider,
    runSearcher,
    runWorker,
  } = await import('@streetdate/service');
  // With servers the home holds what can be made again.
  if (server === undefined) await requireLibrary(context);
  const identityProvider = providerFile === undefined ? undefined : await readProvider(providerFile, parseIdentityProvider);
  const tracing = trace ? await openTracing() : undefined;
  const decodes = role === 'all' || role === 'worker';
  // Threads take the environment over when they are started.
  const confined = decodes ? await confineUploads(!unconfinedUploads) : '';
  const retention = { media: keepMedia, mediaDays, fingerprintDays };
  // Processes on servers share one clock.
  const now = server === undefined ? { now: io.now } : {};
  const webhooks = { allowNetworks: webhookNetwork };
  const opening = { ...now, webhooks, webhookKey, threads: availableParallelism(), server, retention, openLibraries };
  const log = logFile === undefined ? io.stderr : await openLog(logFile);
  const { logSlowQueries, absentServers } = await import('@streetdate/service/internal');
  const endSlowQueries = logSlowQueries(log);
  const service = await openService(home, opening).catch((error: unknown) => {
    // An address that is none was given here.
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  });
  if (publicUrl !== undefined && trustedProxy === undefined && role !== 'worker' && role !== 'searcher')
    console.note('all clients of a proxy share its address, and what is counted by it, unless --trusted-proxy names it');
  try {
    if (server !== undefined && !(await isBoundByPolicies(service.database)))
      console.note('PostgreSQL was entered as a superuser, whom its row policies do not bind; make an ordinary user for the service');
    if (server !== undefined) {
      for (const sentence of await absentServers(server)) console.note(sentence);
    }
    const stopping = new AbortController();
    const onFault = (fault: unknown) => {
      const reason = fault instanceof Error ? fault.message : String(fault);
      console.note(`a job could not be taken or noted: ${reason}`);
      if (log !== io.stderr) log.write(`${JSON.stringify({ level: 50, time: Date.now(), err: { message: reason }, msg: 'a job' })}\n`);
    };
    const { signal } = stopping;
    const threads = availableParallelism();
    let working: Promise<void> | undefined;
    let api: Server | undefined;
    try {
      if (role === 'all' || role === 'api') {
        api = await createServer(service, {
          publicUrl,
          identityProvider,
          tracing,
          log,
          logLevel,
          ...(trustedProxy !== undefined && { trustedProxies: [trustedProxy] }),
        });
        const url = await listen(api, service, { host, port });
        console.text(`Streetdate answers at ${url}`);
        const local = await makeLocalLink(service);
        if (local !== undefined) console.text(`Open it in a browser of this machine:  ${publicUrl ?? url}${local}`);
        const key = local === undefined ? 'sd_…' : `$(cat ${commandLine([resolve(service.localToken.path)])})`;
        const request = `-T film.mp4 -H "Authorization: Bearer ${key}" -X POST '${url}/v1/uploads?name=film.mp4&wait=600'`;
        console.text(`Send a file in:  curl ${request}`);
        const link = await makeSetUpLink(service);
        if (link !== undefined) console.text(`Nobody has an account yet. Make the first one, within a day:  ${publicUrl ?? url}${link}`);
      } else console.text(role === 'searcher' ? 'Streetdate searches' : 'Streetdate works');
      if (decodes) console.text(confined);
      // Afterwards, so that no job delays the start, and a start that fails leaves no worker behind.
      if (role === 'searcher') working = runSearcher(service, { signal, threads });
      else if (role !== 'api') working = runWorker(service, { signal, onFault, tracing });
      const stopped = once(io.signal, 'abort', { signal }).catch(() => {});
      // Work that ends by itself has failed, and so does the process.
      if (!io.signal.aborted) await (working === undefined ? stopped : Promise.race([stopped, working]));
    } finally {
      stopping.abort();
      await api?.close();
      await working;
    }
  } finally {
    await service.close();
    endSlowQueries();
    if (log instanceof WriteStream) await new Promise((ended) => log.end(ended));
  }
  return EXIT.nothingFound;
};

/** Opens a file that lines are added to. @throws StreetdateError `file-unwritable` */
async function openLog(path: string): Promise<WriteStream> {
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  await once(file, 'open').catch((cause: unknown) => {
    throw writeFault(cause, path);
  });
  return file;
}

/**
 * Says for all threads how decoders of uploads are confined.
 * @returns How, in a line.
 * @throws StreetdateError `decoder-unconfined` if there must be a sandbox and there is none.
 */
async function confineUploads(isRequired: boolean): Promise<string> {
  // The sandbox is the same for films and stills. Node is here in any case.
  const { name, weakness } = await confinementFor(process.execPath, 'best');
  if (isRequired && name !== 'bubblewrap') {
    const message = `what others send in is decoded in a sandbox, and there is none: ${weakness}; --unconfined-uploads does without`;
    throw new StreetdateError('decoder-unconfined', message);
  }
  if (isRequired) process.env[CONFINEMENT_VARIABLE] = 'required';
  else wishConfinement('best');
  const { name: used } = await confinementFor(process.execPath);
  return used === 'bubblewrap'
    ? 'Uploads are decoded in a sandbox (bubblewrap): no network, one file, no other process'
    : `Uploads are decoded WITHOUT a sandbox (${used})${weakness === undefined ? '' : `: ${weakness}`}`;
}

/** Reads the settings of an identity provider. A file that is not there or not as it must be is wrong use. */
async function readProvider(path: string, parse: (json: string) => IdentityProvider): Promise<IdentityProvider> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileFault(cause, path);
  });
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}
