import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { shapeOf } from './picture-shape.ts';

/** Shapes whose widths differ by less than this are one: a hash bears a picture that is too wide by half of it. */
const ONE_SHAPE = 1.04;
/** Shapes that are told apart, at most: more than films are made in. */
const MOST_SHAPES = 6;

/** References whose pictures have nearly one shape. */
export interface ShapedReferences {
  /** Width of the picture by its height, bars left out. */
  readonly shape: number;
  readonly ids: ReadonlySet<string>;
}

interface Remembered {
  /** The reference's number in the index: another one when it was taken out and added again. */
  readonly number: number | undefined;
  readonly shape: number | undefined;
}

const known = new WeakMap<ReferenceIndex, Map<string, Remembered>>();

/** References by the shape of their pictures, the shape that most have first. An index is asked for each reference once: its references may lie in files. */
export function referenceShapes(index: ReferenceIndex, ids: Iterable<string>): ShapedReferences[] {
  const remembered = known.get(index) ?? new Map<string, Remembered>();
  known.set(index, remembered);
  const shaped: { readonly id: string; readonly shape: number }[] = [];
  for (const id of ids) {
    const number = index.numberOf(id);
    let entry = remembered.get(id);
    if (entry === undefined || entry.number !== number) {
      const reference = index.get(id);
      entry = { number, shape: reference && shapeOf(reference) };
      remembered.set(id, entry);
    }
    if (entry.shape !== undefined) shaped.push({ id, shape: entry.shape });
  }
  return inGroups(shaped.sort((one, other) => one.shape - other.shape))
    .sort((one, other) => other.ids.size - one.ids.size)
    .slice(0, MOST_SHAPES);
}

function inGroups(ascending: readonly { readonly id: string; readonly shape: number }[]): ShapedReferences[] {
  const groups: { shape: number; first: number; ids: Set<string> }[] = [];
  for (const { id, shape } of ascending) {
    const last = groups.at(-1);
    if (last === undefined || shape > last.first * ONE_SHAPE) groups.push({ shape, first: shape, ids: new Set([id]) });
    else {
      last.ids.add(id);
      // In the middle of the group's narrowest and widest.
      last.shape = Math.sqrt(last.first * shape);
    }
  }
  return groups;
}
