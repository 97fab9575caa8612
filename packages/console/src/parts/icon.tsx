/** Drawings of 24 by 24, in lines. */
const DRAWINGS = {
  today: 'M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4',
  drop: 'M12 4v11 M7 10l5 5 5-5 M4 20h16',
  review: 'M9 11l3 3 8-8 M20 12v8H4V4h10',
  titles: 'M4 5h16v14H4z M8 5v14 M16 5v14 M4 12h16',
  library: 'M5 4v16 M10 4v16 M15 4l5 15.5',
  case: 'M4 8h16v11H4z M9 8V5h6v3 M4 13h16',
  settings: 'M4 7h10 M18 7h2 M4 17h4 M12 17h8 M16 5v4 M10 15v4',
  audit: 'M6 3h9l4 4v14H6z M9 12h7 M9 16h7',
  menu: 'M4 7h16 M4 12h16 M4 17h16',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof DRAWINGS;

/** A drawing beside words that say the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      width="1.25em"
      height="1.25em"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
