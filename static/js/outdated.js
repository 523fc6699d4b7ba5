// What was drawn or said of an answer holds no longer once the answer changes: say so, or hide it.

document.addEventListener("input", ({ target }) => {
  const exercise = target.closest("[data-exercise]");
  if (!exercise) return;
  for (const note of exercise.querySelectorAll("[data-when-changed]")) note.hidden = false;
  const group = target.closest("fieldset");
  const said = group && group.querySelector("[data-said-of-it]");
  if (said) said.hidden = true;
});
