// Hands a file over to the program piece by piece.
import { call } from "../host";

/** One piece; the program never holds more than this of the transfer at once. */
export const PIECE_BYTES = 1024 * 1024;
/** Arguments a function takes at once without running out of stack. */
const CHUNK = 0x8000;

/** Bytes as standard Base64. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

/** Where the pieces of a file begin and end. */
export function pieces(size: number, piece = PIECE_BYTES): readonly (readonly [number, number])[] {
  return Array.from({ length: Math.ceil(size / piece) }, (_, i) => [
    i * piece,
    Math.min(size, (i + 1) * piece),
  ]);
}

/** Hands the file over and answers with the token that names it. */
export async function stage(file: File, onProgress: (done: number, total: number) => void): Promise<string> {
  const { token } = await call("stage_file", { name: file.name });
  for (const [from, to] of pieces(file.size)) {
    const bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
    await call("stage_piece", { token, base64: base64(bytes) });
    onProgress(to, file.size);
  }
  return token;
}
