import type { Sign } from './sign.ts';
import { blending } from './signs/blending/blending.ts';
import { cadence } from './signs/cadence/cadence.ts';
import { cameraGeometry } from './signs/camera-geometry/camera-geometry.ts';
import { cameraLuma } from './signs/camera-luma/camera-luma.ts';
import { chapters } from './signs/chapters/chapters.ts';
import { cuts } from './signs/cuts/cuts.ts';
import { detail } from './signs/detail/detail.ts';
import { ends } from './signs/ends/ends.ts';
import { levels } from './signs/levels/levels.ts';
import { nearest } from './signs/nearest/nearest.ts';
import { overlays } from './signs/overlays/overlays.ts';
import { rate } from './signs/rate/rate.ts';
import { reverberation } from './signs/reverberation/reverberation.ts';
import { shape } from './signs/shape/shape.ts';
import { sound } from './signs/sound/sound.ts';
import { soundLayout } from './signs/sound-layout/sound-layout.ts';
import { speed } from './signs/speed/speed.ts';
import { subtitles } from './signs/subtitles/subtitles.ts';

/** All signs, the most reliable first: evidence is reported in this order. */
export const SIGNS = [
  cuts,
  ends,
  chapters,
  speed,
  rate,
  cadence,
  blending,
  shape,
  sound,
  soundLayout,
  overlays,
  subtitles,
  detail,
  nearest,
  levels,
  cameraGeometry,
  cameraLuma,
  reverberation,
] as const satisfies readonly Sign[];

/** The published name of one of {@link SIGNS}. */
export type SignName = (typeof SIGNS)[number]['name'];
