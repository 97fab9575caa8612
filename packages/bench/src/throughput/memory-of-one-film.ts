// Run in a process of its own by memory.ts: fingerprints one film, as the command does with those of half an hour and more, and prints the most memory that was resident, MiB.
import { fingerprintFile, limitYoungGeneration } from '@streetdate/core';
import { ownPeakMiB } from '../measure/peak-memory.ts';

limitYoungGeneration();
const [film = '', role] = process.argv.slice(2);
await fingerprintFile(film, { role: role === 'reference' ? role : 'query' });
console.log(await ownPeakMiB());
