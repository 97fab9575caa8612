/** One way to alter marked copies. */
export interface MarkAttack {
  readonly name: string;
  /** How many copies it takes. */
  readonly copies: number;
  /** ffmpeg's filter: of one copy, or of `[0:v]`, `[1:v]` … */
  readonly filter: string;
  /** Constant rate factor of the copy that comes out. */
  readonly crf: number;
}

const CAMERA =
  'scale=480:360,pad=520:400:18:24:color=0x0c0c10,' +
  "perspective=x0='14+2*sin(on/40)':y0='10+2*sin(on/40)':x1='W-9+2*sin(on/40)':y1=4:x2=6:y2='H-8':x3='W-12':y3='H-3':sense=source:eval=frame," +
  "gblur=sigma=1.1,eq=contrast=0.75:brightness='0.02*sin(2*PI*t*3)':eval=frame,vignette=angle=0.4,noise=alls=10:allf=t:all_seed=3,fps=25,scale=400:-2";

/** The median of three: of each pixel, what two copies agree in. */
const MEDIAN =
  '[0:v]split[a][b];[1:v]split[c][d];[a][c]blend=all_mode=darken[low];[b][d]blend=all_mode=lighten[high];[high][2:v]blend=all_mode=darken[h];[low][h]blend=all_mode=lighten';

/** The attacks of the measurement, on films of any size. */
export const MARK_ATTACKS: readonly MarkAttack[] = [
  { name: 'none', copies: 1, filter: 'null', crf: 18 },
  { name: '240 lines, CRF 28', copies: 1, filter: 'scale=-2:240', crf: 28 },
  { name: '240 lines, CRF 36', copies: 1, filter: 'scale=-2:240', crf: 36 },
  { name: 'crop of 14 % of each side', copies: 1, filter: 'crop=iw*0.86:ih*0.86:iw*0.05:ih*0.09', crf: 26 },
  { name: 'letterbox, squeezed', copies: 1, filter: 'scale=320:180,pad=320:240:0:30', crf: 26 },
  { name: 'mirrored', copies: 1, filter: 'hflip', crf: 26 },
  { name: 'PAL speed', copies: 1, filter: 'setpts=PTS*24/25,fps=25', crf: 26 },
  { name: 'frame rate 24', copies: 1, filter: 'fps=24', crf: 26 },
  { name: 'camera: keystone, sway, blur, noise', copies: 1, filter: CAMERA, crf: 28 },
  { name: 'camera at PAL speed, mirrored', copies: 1, filter: `hflip,setpts=PTS*24/25,${CAMERA}`, crf: 28 },
  { name: 'two averaged', copies: 2, filter: '[0:v][1:v]blend=all_mode=average', crf: 24 },
  { name: 'two cut every 1.3 s', copies: 2, filter: "[0:v][1:v]blend=all_expr='if(mod(floor(T/1.3),2),A,B)'", crf: 24 },
  { name: 'two interleaved by frames', copies: 2, filter: "[0:v][1:v]blend=all_expr='if(mod(N,2),A,B)'", crf: 24 },
  { name: 'darker of two', copies: 2, filter: '[0:v][1:v]blend=all_mode=darken', crf: 24 },
  { name: 'median of three (majority)', copies: 3, filter: MEDIAN, crf: 24 },
  {
    name: 'median of three, taken from their sum (minority)',
    copies: 3,
    filter: `[0:v]split[e][x];[1:v]split[f][y];[2:v]split[g][z];[x][y]blend=all_mode=average[p];[p][z]blend=all_expr='(2*A+B)/3'[sum];${MEDIAN.replace('[0:v]', '[e]').replace('[1:v]', '[f]').replace('[2:v]', '[g]')}[med];[sum][med]blend=all_expr='clip((3*A-B)/2,0,255)'`,
    crf: 24,
  },
  { name: 'two camera recordings averaged', copies: 2, filter: `[0:v][1:v]blend=all_mode=average,${CAMERA}`, crf: 28 },
];
