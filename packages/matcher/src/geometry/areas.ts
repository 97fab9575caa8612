import type { PictureArea } from '@streetdate/core/portable';

/** Converts an area to fractions of an outer one; both are given in fractions of the same picture. */
export function insideOf(area: PictureArea, outer: PictureArea): PictureArea {
  const [width, height] = [outer.right - outer.left, outer.bottom - outer.top];
  return {
    left: (area.left - outer.left) / width,
    right: (area.right - outer.left) / width,
    top: (area.top - outer.top) / height,
    bottom: (area.bottom - outer.top) / height,
  };
}

/** Converts an area from fractions of an outer one to fractions of the picture: the inverse of {@link insideOf}. */
export function outsideOf(area: PictureArea, outer: PictureArea): PictureArea {
  const [width, height] = [outer.right - outer.left, outer.bottom - outer.top];
  return {
    left: outer.left + area.left * width,
    right: outer.left + area.right * width,
    top: outer.top + area.top * height,
    bottom: outer.top + area.bottom * height,
  };
}
