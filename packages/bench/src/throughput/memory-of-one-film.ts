// memory.ts runs this in its own process. It fingerprints one film, as the command does with films of half an hour or longer, and prints the peak resident memory, MiB.
import { fingerprintFile, limitYoungGeneration } from '@streetdate/core';
import { ownPeakMiB } from '../measure/peak-memory.ts';

limitYoungGeneration();
const [film = '', role] = process.argv.slice(2);
await fingerprintFile(film, { role: role === 'reference' ? role : 'query' });
console.log(await ownPeakMiB());
