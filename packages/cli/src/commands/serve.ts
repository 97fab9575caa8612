import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { wishConfinement } from '@streetdate/core/internal/node';
import type { serve } from '../definitions/serve.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';

/** Where it listens if nothing else is said. */
const PORT = 8787;

/** `streetdate serve` */
export const runServe: Run<typeof serve> = async (_operands, { port = PORT }, { home, io, console }) => {
  const { createServer, listen, makeSetUpLink, openService, runWorker } = await import('@streetdate/service');
  wishConfinement('best');
  const service = await openService(home, { now: io.now, threads: availableParallelism() });
  try {
    const server = await createServer(service);
    const stopping = new AbortController();
    const working = runWorker(service, { signal: stopping.signal });
    try {
      const url = await listen(server, service, { port });
      console.text(`Streetdate answers at ${url}`);
      console.text(`Send a file in:  curl -T film.mp4 -X POST '${url}/v1/uploads?name=film.mp4&wait=600'`);
      const link = await makeSetUpLink(service);
      if (link !== undefined) console.text(`Nobody has an account yet. Make the first one, within a day:  ${url}${link}`);
      if (!io.signal.aborted) await once(io.signal, 'abort');
    } finally {
      stopping.abort();
      await server.close();
      await working;
    }
  } finally {
    await service.close();
  }
  return EXIT.nothingFound;
};
