import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashLeaf, MerkleTree, provesConsistency, provesInclusion } from '@streetdate/evidence';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../tools/footage.ts';

/** Proofs, good and bad: transparency-dev/merkle, testdata. */
const proofs = sharedData('standards/merkle');

const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));
const filesOf = (kind: string) =>
  proofs === undefined
    ? []
    : (readdirSync(join(proofs, kind), { recursive: true, encoding: 'utf8' }) as string[]).filter((name) => name.endsWith('.json'));
const vector = (kind: string, name: string) => JSON.parse(readFileSync(join(proofs!, kind, name), 'utf8'));

describe.skipIf(proofs === undefined)('the proofs of shared/data/standards/merkle (skipped where the folder is absent)', () => {
  test.each(filesOf('inclusion'))('inclusion %s is accepted or refused as stated', (name) => {
    const { leafIdx, treeSize, root, leafHash, proof, wantErr } = vector('inclusion', name);
    const hashes = (proof ?? []).map(bytes);
    const accepted = provesInclusion({ position: leafIdx, size: treeSize, root: bytes(root), leafHash: bytes(leafHash), hashes });
    expect(accepted).toBe(!wantErr);
  });

  test.each(filesOf('consistency'))('consistency %s is accepted or refused as stated', (name) => {
    const { size1, size2, root1, root2, proof, wantErr } = vector('consistency', name);
    const hashes = (proof ?? []).map(bytes);
    const accepted = provesConsistency({ earlierSize: size1, size: size2, earlierRoot: bytes(root1), root: bytes(root2), hashes });
    expect(accepted).toBe(!wantErr);
  });

  test('are all there: 196 files, and some of each are accepted', () => {
    expect(filesOf('inclusion').length + filesOf('consistency').length).toBe(196);
    for (const kind of ['inclusion', 'consistency']) {
      expect(filesOf(kind).filter((name) => !vector(kind, name).wantErr).length).toBeGreaterThan(4);
    }
  });
});

const leaf = (at: number) => hashLeaf(new TextEncoder().encode(`entry ${at}`));
const treeOf = (size: number) => MerkleTree.of(Array.from({ length: size }, (_, at) => leaf(at)));

/** The root as RFC 9162 writes it, 2.1.1: slow, and the oracle. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0]!;
  let half = 1;
  while (2 * half < leaves.length) half *= 2;
  const node = createHash('sha256').update(Uint8Array.of(1));
  return node
    .update(rootByDefinition(leaves.slice(0, half)))
    .update(rootByDefinition(leaves.slice(half)))
    .digest();
}

test('the root of each size is that of the definition', () => {
  const tree = treeOf(70);
  const leaves = Array.from({ length: 70 }, (_, at) => leaf(at));
  for (let size = 0; size <= 70; size++) {
    expect(Buffer.from(tree.root(size)).equals(rootByDefinition(leaves.slice(0, size))), `size ${size}`).toBe(true);
  }
});

test('every proof of every size up to 40 is accepted', () => {
  const tree = treeOf(40);
  for (let size = 1; size <= 40; size++) {
    for (let at = 1; at <= size; at++) {
      const inclusion = {
        position: at - 1,
        size,
        leafHash: leaf(at - 1),
        root: tree.root(size),
        hashes: tree.inclusionProof(at - 1, size),
      };
      expect(provesInclusion(inclusion)).toBe(true);
      const consistency = {
        earlierSize: at,
        earlierRoot: tree.root(at),
        size,
        root: tree.root(size),
        hashes: tree.consistencyProof(at, size),
      };
      expect(provesConsistency(consistency)).toBe(true);
    }
  }
});

test('a proof with one flipped bit, another place, another size, a hash more or a hash less is refused', () => {
  const tree = treeOf(200);
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 200 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('bit', 'place', 'size', 'more', 'less'),
      (size, a, b, how) => {
        const position = a % size;
        const good = { position, size, leafHash: leaf(position), root: tree.root(size), hashes: tree.inclusionProof(position, size) };
        const changed = { ...good, hashes: good.hashes.map((hash): Uint8Array => Uint8Array.from(hash)) };
        if (how === 'bit') changed.hashes[b % changed.hashes.length]![b % 32]! ^= 1 << (b % 8);
        if (how === 'place') changed.position = (position + 1 + (b % (size - 1))) % size;
        if (how === 'size') changed.size = size * 2 + 1;
        if (how === 'more') changed.hashes.push(leaf(b));
        if (how === 'less') changed.hashes.pop();
        expect(provesInclusion(good)).toBe(true);
        expect(provesInclusion(changed)).toBe(false);
      },
    ),
  );
});

test('a tree is never shown to continue another one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.nat(), (earlierSize, more, at) => {
      const size = earlierSize + more;
      const other = MerkleTree.of(Array.from({ length: size }, (_, index) => leaf(index === at % earlierSize ? 1000 : index)));
      const proof = {
        earlierSize,
        earlierRoot: treeOf(earlierSize).root(),
        size,
        root: other.root(),
        hashes: other.consistencyProof(earlierSize),
      };
      expect(provesConsistency(proof)).toBe(false);
    }),
  );
});

test('a size or place that the tree does not have is a mistake of the caller', () => {
  const tree = treeOf(3);
  for (const wrong of [() => tree.root(4), () => tree.inclusionProof(3), () => tree.inclusionProof(-1), () => tree.consistencyProof(0)]) {
    expect(wrong).toThrow(RangeError);
  }
});
