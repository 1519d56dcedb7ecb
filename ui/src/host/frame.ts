// The bytes of a camera picture, as the contract lays them out: width u16, height u16, frame number u32, corner count
// u16 (little endian), corners as x and y u16, then one grey byte per pixel.

/** A camera picture. */
export interface CameraFrame {
  readonly width: number;
  readonly height: number;
  readonly number: number;
  /** Corners of the codes that were seen, four to a code. */
  readonly corners: readonly (readonly [number, number])[];
  /** One byte per pixel. */
  readonly grey: Uint8Array;
}

const HEAD = 10;

/** Reads a picture; `null` when there is none or the bytes do not add up. */
export function readFrame(bytes: ArrayBuffer): CameraFrame | null {
  if (bytes.byteLength < HEAD) return null;
  const view = new DataView(bytes);
  const width = view.getUint16(0, true);
  const height = view.getUint16(2, true);
  const number = view.getUint32(4, true);
  const count = view.getUint16(8, true);
  const start = HEAD + count * 4;
  if (width === 0 || height === 0 || bytes.byteLength !== start + width * height) return null;
  const corners = Array.from({ length: count }, (_, i): readonly [number, number] => {
    const at = HEAD + i * 4;
    return [view.getUint16(at, true), view.getUint16(at + 2, true)];
  });
  return { width, height, number, corners, grey: new Uint8Array(bytes, start) };
}

/** Paints grey bytes into a picture of red, green, blue and opacity. */
export function paintGrey(frame: CameraFrame, into: Uint8ClampedArray): void {
  const words = new Uint32Array(into.buffer, into.byteOffset, into.byteLength >> 2);
  for (let i = 0; i < frame.grey.length; i++) {
    const grey = frame.grey[i] ?? 0;
    words[i] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
  }
}
