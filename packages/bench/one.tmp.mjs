import { benchFingerprint } from './dist/throughput/fingerprint.js';
const [path, title] = process.argv.slice(2);
const sections = await benchFingerprint(title, path, [], { rounds: 2 });
for (const s of sections) { console.log(s.title); for (const f of s.figures) console.log('  ', f.name, JSON.stringify(f)); }
