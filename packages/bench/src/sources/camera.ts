import type { Random } from '../accuracy/seeded-random.ts';

/**
 * A recording off a screen, as an ffmpeg filter that keeps the picture's size: the screen in perspective before a dark hall, moving as a hand does, dim and
 * flickering, with the falling-off light, the blur and the noise of a cheap lens. Drawn anew for each, some from a tripod in the middle row.
 */
export function cameraFilter(width: number, height: number, random: Random): string {
  const even = (value: number) => 2 * Math.round(value / 2);
  const filled = random.between(0.84, 0.97);
  const [w, h] = [even(width / filled), even(height / filled)];
  const wobble = random.chance(0.4) ? 0 : random.between(0.002, 0.008);
  const period = random.between(40, 160);
  const sway = (side: 'W' | 'H') => `${side}*${wobble}*sin(2*PI*on/${period})`;
  const corner = (at: number, x: string, y: string) => {
    const shift = () => random.between(-0.03, 0.03);
    return `x${at}='${x}+W*${shift()}+${sway('W')}':y${at}='${y}+H*${shift()}+${sway('H')}'`;
  };
  const corners = [corner(0, '0', '0'), corner(1, 'W', '0'), corner(2, '0', 'H'), corner(3, 'W', 'H')].join(':');
  const light = `eq=contrast=${random.between(0.55, 0.85)}:gamma=${random.between(0.8, 1.25)}:brightness='${random.between(0.004, 0.03)}*sin(2*PI*t*${random.between(1, 9)})':eval=frame`;
  return [
    `pad=${w}:${h}:(ow-iw)*${random.between(0.3, 0.7)}:(oh-ih)*${random.between(0.3, 0.7)}:color=0x0c0c10`,
    `perspective=${corners}:interpolation=linear:sense=source${wobble > 0 ? ':eval=frame' : ''}`,
    `gblur=sigma=${(width * random.between(0.001, 0.003)).toFixed(2)}`,
    light,
    `vignette=angle=${random.between(0.2, 0.5)}`,
    `noise=alls=${random.integer(5, 16)}:allf=t:all_seed=${random.integer(1, 9999)}`,
  ].join(',');
}
