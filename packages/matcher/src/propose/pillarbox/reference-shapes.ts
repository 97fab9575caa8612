import type { ReferenceIndex } from '@streetdate/index';
import { referenceMemories } from '@streetdate/index/internal';
import { shapeOf } from '../../align/picture-shape.ts';

/** Aspect ratios with a smaller relative difference are one: a hash tolerates half of it. */
const ONE_SHAPE = 1.04;
/** Most distinct aspect ratios: more than films have. */
const MOST_SHAPES = 6;

/** References with nearly one aspect ratio. */
export interface ShapedReferences {
  /** Aspect ratio of the picture without bars. */
  readonly shape: number;
  readonly ids: ReadonlySet<string>;
}

const shapesOf = referenceMemories((reference) => reference && shapeOf(reference));

/** References by aspect ratio, the most frequent ratio first. */
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
      // The middle between the group's narrowest and widest.
      last.shape = Math.sqrt(last.first * shape);
    }
  }
  return groups;
}
