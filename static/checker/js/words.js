"use strict";
// What the answers say.

const MONTHS = "January February March April May June July August September October November December".split(" ");

// An ISO day or moment as people read it: 22 November 2026.
exports.day = (iso) => {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) || [];
  return year ? `${Number(date)} ${MONTHS[month - 1]} ${year}` : "";
};

exports.time = (minutes) => {
  const hours = Math.floor(minutes / 60);
  const parts = [count(hours, "hour"), count(minutes % 60, "minute")];
  return parts.filter(([digit]) => digit !== "0").join(" ") || "none";
};

exports.used = ({ from, to, stolen }) => `in use ${to ? `from ${exports.day(from)} to ${exports.day(to)}` : `since ${exports.day(from)}`}${stolen ? `, stolen on ${exports.day(stolen)}` : ""}`;

const COMPARE = "Compare it with the paper or file you were shown: how that looks was not checked.";
const WHOSE = "Nor was whose it is: its holder keeps the name out of such files. Type the name you were given below.";

// Returns tone, title and sentences of the answer `kind`.
exports.answer = (kind, known, details) => {
  const { name, address } = known.issuer;
  const where = address || "the programme’s own address";
  const all = {
    genuine: ["good", "Genuine", `${name} signed exactly what stands below. It had not been withdrawn by ${exports.day(details.asOf)}. ${COMPARE}`],
    withdrawn: ["trouble", "Genuine, but withdrawn", `${name} signed what stands below and withdrew it later, so it no longer counts. The list that says so is of ${exports.day(details.asOf)}.`],
    unsure: ["due", "Genuine, but this page does not know whether it still counts", `${name} signed exactly what stands below. ${details.why} ${COMPARE}`],
    stolen: ["trouble", "Signed with a stolen key", `The key was stolen on ${exports.day(details.stolen)}. This may be forged, whatever day stands in it. Look it up, and believe only what stands there: ${details.page || where}`],
    altered: ["trouble", "Altered", "This is not what was signed. Something in it was changed, mistyped or cut off. Do not rely on it; try the original file or the square code on the paper."],
    unknown: ["due", "Signed with a key that this page does not know", `It may be newer than this page, come from somebody else, or be altered. Nothing it says was checked. Fetch this page anew from ${where} and try again.`],
    foreign: ["trouble", "Not one of ours", `This is not a certificate that ${name} signed.`],
    unchecked: ["due", "This page cannot check it", "It is signed in a way that needs more than this page, so nothing it says was checked. Ask for the file as it was issued, or check the square code."],
    unreadable: ["due", "This cannot be read", "Nothing was checked."],
  };
  const [tone, title, sentence] = all[kind];
  return { tone, title, sentences: [details.words, sentence, details.isNameless && WHOSE].filter(Boolean) };
};

// A name that somebody else may have written, whatever its direction.
exports.quoted = (name) => `“\u2068${name}\u2069”`;

exports.WHAT_IT_IS_NOT = "It records completion. It is not an accreditation or a qualification.";

function count(number, unit) {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
