import type { PictureArea } from '@streetdate/core/portable';

/** An area in fractions of an outer one, both of them given in fractions of the same picture. */
export function insideOf(area: PictureArea, outer: PictureArea): PictureArea {
  const [width, height] = [outer.right - outer.left, outer.bottom - outer.top];
  return {
    left: (area.left - outer.left) / width,
    right: (area.right - outer.left) / width,
    top: (area.top - outer.top) / height,
    bottom: (area.bottom - outer.top) / height,
  };
}

/** An area in fractions of the picture, given in fractions of an outer one: what {@link insideOf} undoes. */
export function outsideOf(area: PictureArea, outer: PictureArea): PictureArea {
  const [width, height] = [outer.right - outer.left, outer.bottom - outer.top];
  return {
    left: outer.left + area.left * width,
    right: outer.left + area.right * width,
    top: outer.top + area.top * height,
    bottom: outer.top + area.bottom * height,
  };
}
