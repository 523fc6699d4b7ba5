"use strict";
// JSON in the one way it can be written (RFC 8785), for signatures. Numbers and strings are written as
// JSON.stringify does; the RFC was made after it.

exports.canonical = function canonical(value) {
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) throw new Error("half a character");
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const named = Object.keys(value).sort();
  return `{${named.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(",")}}`;
};
