import { useMemo } from 'preact/hooks';
import { territory } from '../facts/time.ts';
import { say } from '../words.ts';
import { useWidth } from './width.ts';
import { drawWorld } from './world.ts';

/** A country with its servers. */
export interface Place {
  readonly country: string;
  /** How many servers are there. */
  readonly servers: number;
  /** How many of them have the title by the time that is shown. */
  readonly reached: number;
}

/** The servers of a case on a map of the world: a circle a country, filled as far as its servers have the title. */
export function ServerMap({ places }: { readonly places: readonly Place[] }) {
  const { element, width } = useWidth(880);
  const height = Math.round(width * 0.5);
  const codes = places.map(({ country }) => country).join();
  const map = useMemo(() => drawWorld(width, height, codes.split(',')), [width, height, codes]);
  const missing = places.filter(({ country }) => !map.places.has(country));
  const inWords = ({ country, servers, reached }: Place) => say('case.map.place', { country: territory(country), reached, count: servers });
  return (
    <figure class="stack">
      <div ref={element}>
        <svg
          class="chart map"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${say('case.map')}: ${places.map(inWords).join('; ')}`}
        >
          <path class="land" d={map.land} />
          <path class="borders" d={map.borders} />
          {places.map((place) => {
            const at = map.places.get(place.country);
            if (at === undefined) return null;
            const radius = 5 + 3 * Math.sqrt(place.servers);
            return (
              <g key={place.country}>
                <title>{inWords(place)}</title>
                <circle class="servers" cx={at[0]} cy={at[1]} r={radius} />
                {place.reached > 0 && (
                  <circle class="reached" cx={at[0]} cy={at[1]} r={radius * Math.sqrt(place.reached / place.servers)} />
                )}
              </g>
            );
          })}
        </svg>
      </div>
      {missing.length > 0 && <figcaption>{`${say('case.map.missing')} ${missing.map(inWords).join('; ')}`}</figcaption>}
    </figure>
  );
}
