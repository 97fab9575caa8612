// fingerprints-at-once.ts runs this in separate processes. It fingerprints films one after the other.
import { fingerprintFile } from '@streetdate/core';
import { answerWith } from '../measure/plain-processes.ts';

const films = process.argv.slice(2);
answerWith(async () => {
  let hashes = 0;
  for (const film of films) hashes += (await fingerprintFile(film)).tracks[0]!.timesMs.length;
  return hashes;
});
