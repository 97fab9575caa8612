import { type ScanLine, scan } from './scan.ts';
import { table } from './table.ts';

const args = process.argv.slice(2);
if (args.length === 0) {
  console.error('usage: npm start -- [--home DIR] PATH…   (STREETDATE names the command where it is not on the PATH)');
  process.exit(2);
}
const lines: ScanLine[] = [];
for await (const line of scan(process.env.STREETDATE?.split(' ') ?? ['streetdate'], args)) lines.push(line);
console.log(table(lines));
