"use strict";
// The page: takes what is given, checks it, shows the answer. The latest that was given counts.

const { carried } = require("./keys.js");
const { watch } = require("./picture.js");
const { isCode, readFile, readText } = require("./read.js");
const { isAfter, standing } = require("./withdrawn.js");
const { Refusal } = require("./refusal.js");
const shown = require("./shown.js");
const words = require("./words.js");

const $ = (id) => document.getElementById(id);
const known = JSON.parse($("known").textContent);
const keys = carried(known);
let latest = 0;

async function check(busy, read) {
  const mine = ++latest;
  $("answer").hidden = false;
  $("facts").replaceChildren();
  $("verdict").replaceChildren(busy);
  await new Promise((resolve) => setTimeout(resolve, 20)); // so that it is seen and said
  const [verdict, facts] = await answered(read);
  if (mine !== latest) return;
  $("verdict").replaceChildren(verdict);
  if (facts) $("facts").replaceChildren(facts);
  $("answer").scrollIntoView();
}

async function answered(read) {
  try {
    const verified = await read();
    const { kind, ...details } = await judged(verified);
    details.isNameless = !verified.facts.holder && !["withdrawn", "stolen"].includes(kind);
    return [shown.verdict(words.answer(kind, known, details)), shown.facts(verified, details.asOf)];
  } catch (refused) {
    const { kind, words: more } = refused instanceof Refusal ? refused : { kind: "unreadable", words: "It is broken, or nothing that this page knows." };
    return [shown.verdict(words.answer(kind, known, { words: more }))];
  }
}

// Says whether what was signed still counts.
async function judged({ key, places, issuedOn, facts }) {
  if (key.stolen) return { kind: "stolen", stolen: key.stolen, page: known.issuer.address && isCode(facts.code) && `${known.issuer.address}/certificates/${facts.code}` };
  if (key.to && isAfter(issuedOn, key.to)) {
    return { kind: "unsure", why: `But it bears a day on which its key was no longer in use. Ask ${known.issuer.name}.` };
  }
  const old = { withdrawn: false, asOf: null };
  const { withdrawn, asOf } = await standing(known, places, issuedOn).catch(() => old);
  if (withdrawn) return { kind: "withdrawn", asOf };
  if (asOf) return { kind: "genuine", asOf };
  return { kind: "unsure", why: "The list of withdrawals in this page is older than the certificate, or does not hold its place. Look it up with a network." };
}

const checkFile = (file) => check("Reading the file …", () => readFile(file, keys, known));
const checkText = (text) => check("Checking …", () => readText(text, keys, known));

$("file").addEventListener("change", ({ target }) => {
  if (target.files[0]) checkFile(target.files[0]);
  target.value = ""; // the same file may be chosen again
});

$("written").addEventListener("submit", (event) => {
  event.preventDefault();
  checkText($("text").value);
});

document.addEventListener("paste", ({ clipboardData, target }) => {
  if (clipboardData.files[0]) return checkFile(clipboardData.files[0]);
  if (!target.closest("textarea, input")) checkText(clipboardData.getData("text"));
});

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { files } = event.dataTransfer;
  if (files[0]) checkFile(files[0]);
  else checkText(event.dataTransfer.getData("text"));
});

// The camera
let stop = null;
let isStarting = false;

function close() {
  if (stop) stop();
  stop = null;
  $("seen").hidden = true;
  $("camera").textContent = "Use the camera";
}

$("camera").addEventListener("click", async () => {
  if (stop) return close();
  if (isStarting) return;
  isStarting = true;
  try {
    $("seen").hidden = false;
    stop = await watch($("seen"), (read) => {
      close();
      checkText(read);
    });
    $("camera").textContent = "Stop the camera";
    $("camera-said").textContent = "Hold the square code in front of it, flat and sharp.";
  } catch (refused) {
    close();
    $("camera-said").textContent = "The camera cannot be used here. Some browsers refuse it to a saved page. Take a photo with your phone and choose that instead.";
  } finally {
    isStarting = false;
  }
});

$("knows").replaceChildren(...shown.knows(known, keys));
$("inputs").hidden = false;
