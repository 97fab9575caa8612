import { openLibrary } from '@streetdate/engine';

const library = await openLibrary(process.argv[2]!);
console.log(library.home);
// Held until the process is killed.
setInterval(() => {}, 1000);
