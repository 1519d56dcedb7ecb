// A camera picture that was never taken: a lit hall, and if wanted a code held into it.

const WIDTH = 640;
const HEIGHT = 480;

/** The bytes of one picture, in the layout of the contract. */
export function frameBytes(number: number, withCode: boolean): ArrayBuffer {
  const corners = withCode ? corner(number) : [];
  const head = 10 + corners.length * 4;
  const buffer = new ArrayBuffer(head + WIDTH * HEIGHT);
  const view = new DataView(buffer);
  view.setUint16(0, WIDTH, true);
  view.setUint16(2, HEIGHT, true);
  view.setUint32(4, number, true);
  view.setUint16(8, corners.length, true);
  corners.forEach(([x, y], i) => {
    view.setUint16(10 + i * 4, x, true);
    view.setUint16(12 + i * 4, y, true);
  });
  paint(new Uint8Array(buffer, head), corners[0] ?? null);
  return buffer;
}

const SIDE = 150;

function corner(number: number): [number, number][] {
  const x = 245 + Math.round(Math.sin(number / 9) * 12);
  const y = 160;
  return [
    [x, y],
    [x + SIDE, y],
    [x + SIDE, y + SIDE],
    [x, y + SIDE],
  ];
}

function paint(grey: Uint8Array, at: [number, number] | null): void {
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const lamp = 120 * Math.exp(-((x - 460) ** 2 + (y - 80) ** 2) / 42_000);
      const body = ((x - 320) / 170) ** 2 + ((y - 430) / 260) ** 2 < 1 ? 46 : 0;
      grey[y * WIDTH + x] = Math.min(255, 44 + lamp + body + ((x * 7 + y * 13) % 5));
    }
  }
  if (!at) return;
  const cell = SIDE / 25;
  for (let y = -14; y < SIDE + 14; y++) {
    for (let x = -14; x < SIDE + 14; x++) {
      const inside = x >= 0 && y >= 0 && x < SIDE && y < SIDE;
      const dark = inside && isDark(Math.floor(x / cell), Math.floor(y / cell));
      grey[(at[1] + y) * WIDTH + at[0] + x] = dark ? 24 : 232;
    }
  }
}

function isDark(column: number, row: number): boolean {
  for (const [left, top] of [
    [0, 0],
    [18, 0],
    [0, 18],
  ] as const) {
    const x = column - left;
    const y = row - top;
    if (x >= 0 && y >= 0 && x < 7 && y < 7) {
      const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
      return ring !== 2;
    }
  }
  return (column * 31 + row * 17 + column * row) % 3 === 0;
}
