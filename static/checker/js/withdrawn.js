"use strict";
// The withdrawal lists this page carries: one long row of bits each (Bitstring Status List), packed.

const { base64url } = require("./writings.js");
const { unpacked } = require("./unpacked.js");

const EARLIEST = 14 * 3_600_000; // a day begins that long before it does in Greenwich

// Tells whether a day, of whatever zone, is later than a moment for certain.
exports.isAfter = (day, moment) => Date.parse(day) - EARLIEST > Date.parse(moment);

// Returns whether the certificate with these `places` was withdrawn, and up to which day that is
// known: null for `asOf` if no list here can tell.
exports.standing = async (known, places, issuedOn) => {
  const lists = [].concat(known.statuses || []);
  let asOf = null;
  for (const place of places.filter(({ purpose }) => !purpose || purpose === "revocation")) {
    const list = lists.find(({ number }) => number === place.number);
    const bits = list && (await unpacked(base64url(list.list.slice(1)), "gzip"));
    if (!bits || !(place.index < bits.length * 8)) return { withdrawn: false, asOf: null };
    asOf = list.made_at.slice(0, 10);
    if (bits[place.index >> 3] & (0x80 >> place.index % 8)) return { withdrawn: true, asOf };
    if (exports.isAfter(issuedOn, list.made_at)) return { withdrawn: false, asOf: null };
  }
  return { withdrawn: false, asOf };
};
