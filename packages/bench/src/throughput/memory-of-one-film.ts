// Run in a process of its own by memory.ts: fingerprints one film and prints the most memory that was resident, KiB.
import { fingerprintFile } from '@streetdate/core';

const [film = ''] = process.argv.slice(2);
await fingerprintFile(film, { role: 'reference' });
console.log(process.resourceUsage().maxRSS);
