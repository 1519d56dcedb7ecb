// The QR code of the enrolment code in the scenes: a real one, so that a camera can read the pictures. Rows of modules in
// base 16.

/** What the code says. It opens nothing. */
export const CODE =
  "GHE1:eyJ1IjoiaHR0cHM6Ly9mZXN0aXZhbC5leGFtcGxlLm9yZyIsImsiOiJzYl9wdWJsaXNoYWJsZV9hYmMxMjMiLCJjIjoiN1hRSy00RjJNLTlQVFcifQ";

const SIDE = 45;
const ROWS = (
  "1fd75d27517f 105829b57241 17546774ba5d 17434e877b5d 1755adff4f5d 10417d18c841 1fd55555557f " +
  "00058f103100 13f125f10797 1d104e85efc1 0178bd1b393b 062c4fc49f97 1352f6b59b59 012ae054fb6b " +
  "1d4ac27972e4 11ad93d003f4 1e7487ecf880 1a8801ab6f99 1e5a5e5a6ed5 1cad99be903d 0bfb6df143f3 " +
  "0f14c71fdd13 115de35f955f 0b19db19e314 15fde3f917fe 12030687d983 11edeeebfb84 0e28a5932e9e " +
  "15c62f1cbadb 08086c297d99 06cc2aa0db55 1b914b736c0e 00752a43086b 1b3a667c6c73 016580042fdb " +
  "0f37ed1a3265 1360b1f977fa 0011ab16731d 1fdb5b5aa15c 10586f183117 175ba9f4bdf1 1752e2d97e4f " +
  "1742fe434999 104e855cb37f 1fd52cb50154 "
).split(" ");

/** Its modules. */
export const modules: boolean[][] = ROWS.filter((row) => row !== "").map((row) =>
  [...BigInt(`0x${row}`).toString(2).padStart(SIDE, "0")].map((bit) => bit === "1"),
);
