import { openService, runWorker } from '@streetdate/service';

/** A worker on the library in the folder that it is given. The payload `poison` ends the whole process. It stops when nothing is left to do. */
const service = await openService(process.argv[2]!);
const stopping = new AbortController();
const working = runWorker(service, {
  signal: stopping.signal,
  idleMs: 5,
  handlers: [
    {
      kind: 'test',
      run: async (_service, { payload }) => {
        if (payload === 'poison') process.exit(9);
      },
    },
  ],
});
const open = () => service.database.selectFrom('job').select('id').where('state', 'in', ['waiting', 'running']).execute();
while ((await open()).length > 0) await new Promise((done) => setTimeout(done, 20));
stopping.abort();
await working;
await service.close();
