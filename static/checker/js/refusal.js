"use strict";
// Why something is not called genuine. `kind` is one of the answers in words.js; `words` say more.

exports.Refusal = class extends Error {
  constructor(kind, words) {
    super(words || kind);
    this.kind = kind;
    this.words = words || "";
  }
};
