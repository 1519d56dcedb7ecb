// A square metre seen from above with people on it, true to scale: shoulders 46 cm wide, 28 cm deep.

type Person = readonly [x: number, y: number, turned: number];

/** Where they stand, in centimetres, by how many there are. */
const PLACES: readonly (readonly Person[])[] = [
  [],
  [[50, 52, 0]],
  [
    [28, 34, 12],
    [72, 70, -8],
  ],
  [
    [27, 28, 6],
    [73, 34, -10],
    [50, 76, 4],
  ],
  [
    [26, 27, 4],
    [75, 26, -4],
    [25, 72, -6],
    [74, 74, 6],
  ],
  [
    [25, 18, 0],
    [75, 19, 3],
    [49, 50, -2],
    [25, 82, 2],
    [75, 81, -3],
  ],
];

/** The picture; it stands beside its words. */
export function SquareMetre({ people }: { readonly people: number }) {
  return (
    <svg viewBox="-4 -4 108 108" width="100%" aria-hidden="true" focusable="false">
      <rect x="0" y="0" width="100" height="100" fill="none" stroke="currentColor" strokeWidth="1.5" />
      {(PLACES[people] ?? []).map(([x, y, turned]) => (
        <g key={`${x} ${y}`} transform={`translate(${x} ${y}) rotate(${turned})`}>
          <ellipse rx="23" ry="13" fill="currentColor" opacity="0.35" />
          <ellipse rx="23" ry="13" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <circle r="9" fill="currentColor" />
        </g>
      ))}
    </svg>
  );
}
