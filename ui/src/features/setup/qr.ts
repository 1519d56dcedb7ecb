// The outline of a QR code's dark modules. Pure.

/** Light modules around the code; with fewer, readers do not find it. */
export const QUIET = 4;

/** One path for all dark modules, each run of a row as one box. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return modules
    .flatMap((row, y) => runs(row).map(([x, width]) => `M${x + QUIET} ${y + QUIET}h${width}v1h-${width}z`))
    .join("");
}

/** Where a row is dark: from which module, and how many. */
function runs(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (dark && last && last[0] + last[1] === x) last[1] += 1;
    else if (dark) found.push([x, 1]);
  });
  return found;
}
