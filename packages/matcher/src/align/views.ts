/** View of a query's track: hashes of its thumbnails under a found crop. */
export const CROP_VIEW = 'cut-out';

/** View of a query's track: the same, of thumbnails of a picture inside the query's. */
export const INSET_CROP_VIEW = 'inset-crop';

/** View of a query's and a reference's tracks: hashes under a registered geometry. */
export const REGISTERED_VIEW = 'solved';

/** View of a query's and a reference's tracks: keypoints of both pictures, wherever they lie. */
export const FEATURE_VIEW = 'keypoints';
