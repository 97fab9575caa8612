import type { Placement } from '../../geometry/projection.ts';
import type { Crop } from '../crop/crop-grid.ts';

/** A crop of the reference's picture as a placement, which counts from the centre. @param mirrored - Whether the query shows it mirrored. */
export function placementOfCrop({ across, down, tilt }: Crop, mirrored: boolean): Placement {
  return {
    x: across.from + across.share / 2 - 0.5,
    y: down.from + down.share / 2 - 0.5,
    width: mirrored ? -across.share : across.share,
    height: down.share,
    tilt,
  };
}

/** A placement as a crop of the reference's picture. */
export function cropOfPlacement({ x, y, width, height, tilt }: Placement): Crop {
  const share = Math.abs(width);
  return { across: { from: x + 0.5 - share / 2, share }, down: { from: y + 0.5 - height / 2, share: height }, tilt };
}
