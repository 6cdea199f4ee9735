/* SHA-256 of bytes, as FIPS 180-4 writes it: the browser's own is missing on plain http, where forms are used. */
"use strict";
const kbHash = (function () {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every(function (one) { return n % one; })) { primes.push(n); }
  }

  function fraction(root) { return Math.floor((root - Math.floor(root)) * 4294967296) | 0; }

  const K = primes.map(function (one) { return fraction(Math.cbrt(one)); });
  const START = primes.slice(0, 8).map(function (one) { return fraction(Math.sqrt(one)); });

  function turned(x, n) { return (x >>> n) | (x << (32 - n)); }

  function block(state, view, at, w) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) { w[i] = view.getInt32(at + i * 4); continue; }
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + w[i - 7] + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach(function (one, i) { state[i] = (state[i] + one) | 0; });
  }

  function hex(bytes) {
    const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64), view = new DataView(whole.buffer);
    whole.set(bytes);
    whole[bytes.length] = 0x80;
    view.setUint32(whole.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(whole.length - 4, (bytes.length << 3) >>> 0);
    const state = START.slice(), w = new Int32Array(64);
    for (let at = 0; at < whole.length; at += 64) { block(state, view, at, w); }
    return state.map(function (one) { return (one >>> 0).toString(16).padStart(8, "0"); }).join("");
  }

  return { hex: hex };
})();
