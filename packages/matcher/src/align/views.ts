/** View of a query's track whose thumbnails were hashed under a crop that was found. */
export const CROP_VIEW = 'cut-out';

/** View of a query's and a reference's tracks that were hashed under a registered geometry. */
export const REGISTERED_VIEW = 'solved';
