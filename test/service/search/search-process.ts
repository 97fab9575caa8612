/** A searcher as a process of its own. It tells when it takes requests, and runs until it is killed. */
import { FolderStore } from '@streetdate/engine/internal';
import { openFlowTransport } from '../../../packages/service/src/search/flow-transport.ts';
import { Roster } from '../../../packages/service/src/search/roster.ts';
import { Searcher } from '../../../packages/service/src/search/searcher.ts';
import { SegmentCache } from '../../../packages/service/src/search/segment-cache.ts';
import { openPostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresTables } from '../../../packages/service/src/store/postgres/postgres-tables.ts';

const [postgres, valkey, home, cache] = process.argv.slice(2) as [string, string, string, string];
const database = await openPostgresTables(await openPostgresPool(postgres), 'the test');
const blobs = new FolderStore(home);
const transport = await openFlowTransport({ url: valkey });
const roster = new Roster(database, { pollMs: 200, silenceMs: 3000 });
const searcher = new Searcher({ database, blobsOf: async () => blobs, transport, roster, cache: new SegmentCache(cache), beatMs: 200 });
await searcher.start();
console.log(searcher.id);
