import type { SeamKernel } from './seam-kernel.ts';

/** The kernel in plain JavaScript. */
export const plainSeams: SeamKernel = {
  kind: 'plain',
  sum(pictures, width, height, noise) {
    const size = width * height;
    const across = { apart: new Uint32Array(size), both: new Uint32Array(size) };
    const down = { apart: new Uint32Array(size), both: new Uint32Array(size) };
    const changes = new Int16Array(size);
    for (let at = 1; at < pictures.length; at++) {
      keepChanges(pictures[at - 1]!, pictures[at]!, noise, changes);
      addNeighbours(changes, 1, across.apart, across.both);
      addNeighbours(changes, width, down.apart, down.both);
    }
    return { across, down };
  },
};

function keepChanges(before: Uint8Array, after: Uint8Array, noise: number, changes: Int16Array): void {
  for (let i = 0; i < changes.length; i++) {
    const change = after[i]! - before[i]!;
    changes[i] = change > noise ? change - noise : change < -noise ? change + noise : 0;
  }
}

function addNeighbours(changes: Int16Array, step: number, apart: Uint32Array, both: Uint32Array): void {
  for (let i = step; i < changes.length - step; i++) {
    const near = changes[i - step]!;
    const far = changes[i + step]!;
    apart[i]! += near > far ? near - far : far - near;
    both[i]! += (near < 0 ? -near : near) + (far < 0 ? -far : far);
  }
}
