import { shapeOf } from '../../align/picture-shape.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { referenceMemories } from '../../reference-index/reference-memory.ts';

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

const shapesOf = referenceMemories((reference) => reference && shapeOf(reference));

/** References by the shape of their pictures, the shape that most have first. */
export function referenceShapes(index: ReferenceIndex, ids: Iterable<string>): ShapedReferences[] {
  const shapes = shapesOf(index);
  const shaped = [...ids].flatMap((id) => {
    const shape = shapes.of(id);
    return shape === undefined ? [] : { id, shape };
  });
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
