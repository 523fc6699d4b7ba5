"use strict";
// The parts of the page that are made of what was read. Text is only ever set as text.

const { standsFor } = require("./credential.js");
const words = require("./words.js");

const make = (tag, className, ...content) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
};

exports.verdict = ({ tone, title, sentences }) => {
  const heading = make("h2", "answer__title", title);
  return make("div", `answer__words answer__words--${tone}`, heading, ...sentences.map((text) => make("p", "", text)));
};

exports.facts = ({ facts, issuedOn, hidden, key, whole, checked }, asOf) => {
  const rows = [
    ["Programme", facts.programme],
    ["Edition", facts.edition],
    ["Issued by", facts.issuer],
    ["Issued on", words.day(issuedOn)],
    ["Study alone", typeof facts.alone === "number" ? words.time(facts.alone) : ""],
    ["With others", typeof facts.together === "number" ? words.time(facts.together) : ""],
    ["Modules", Array.isArray(facts.modules) ? list(facts.modules) : facts.modules],
    ["In words", facts.description],
    ["For", facts.criteria],
    ["Code", code(facts.code)],
    ["In place of", facts.replaces ? code(facts.replaces) : ""],
    ["Key", make("span", "", code(key.id), make("span", "answer__aside", words.used(key)))],
    ["Withdrawals", key.stolen ? "" : asOf ? `known up to ${words.day(asOf)}` : "not known here"],
  ];
  const terms = rows.filter(([, said]) => said).map(([term, said]) => make("div", "", make("dt", "", term), make("dd", "", isolated(said))));
  const holder = facts.holder ? make("p", "answer__holder", isolated(facts.holder)) : secret(hidden || []);
  return make("div", "stack", holder, make("dl", "answer__facts", ...terms), make("p", "small", words.WHAT_IT_IS_NOT), ...everything(whole, checked));
};

// The holder’s name where only a hash of it was signed: it can be compared, not read.
function secret(hidden) {
  const field = make("input", "field__input");
  Object.assign(field, { id: "named", autocomplete: "off", spellcheck: false });
  const label = make("label", "field__label", "Whose is it? Type the name or email address you were given");
  label.htmlFor = "named";
  const hint = make("p", "field__hint", "The holder keeps the name to themselves. It can be compared, to the letter, but not read.");
  hint.id = "named-hint";
  field.setAttribute("aria-describedby", "named-hint");
  const told = make("p");
  told.setAttribute("role", "status");
  const act = make("p", "inputs__act", make("button", "button button--quiet", "Compare"));
  const form = make("form", "field", label, hint, field, act, told);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = field.value.trim();
    told.textContent = hidden.some((identity) => standsFor(identity, value)) ? `Yes: it was made out to ${words.quoted(value)}.` : `No: it was not made out to ${words.quoted(value)}, written like that.`;
  });
  return form;
}

exports.knows = (known, keys) => {
  const { name, id, address } = known.issuer;
  const rows = [
    ["Certificates of", name],
    ["At", address],
    ["Known to machines as", code(id)],
    ["Keys", list(keys.map((key) => make("span", "", code(key.id), make("span", "answer__aside", words.used(key)))))],
    ["Withdrawals up to", [].concat(known.statuses || []).map(({ made_at }) => words.day(made_at))[0] || "none known"],
    ["This page is of", words.day(known.made_at)],
  ];
  return rows.filter(([, said]) => said).map(([term, said]) => make("div", "", make("dt", "", term), make("dd", "", isolated(said))));
};

function everything(whole, checked) {
  if (!whole) return [];
  const said = make("pre", "answer__everything", JSON.stringify(whole, null, 2));
  said.tabIndex = 0;
  return [make("details", "disclosure", make("summary", "", "Everything that was signed"), make("p", "small", checked), said)];
}

function list(items) {
  return make("ol", "answer__list", ...items.map((item) => make("li", "", isolated(item))));
}

function code(text) {
  return make("code", "", text);
}

// Text of any direction beside ours.
function isolated(content) {
  return content instanceof Node ? content : make("bdi", "", String(content));
}
