// Boxes that grow with what is written in them, where the browser does not see to it by itself.

function fit(box) {
  const style = getComputedStyle(box);
  const room = box.scrollHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  const lines = Math.round(room / parseFloat(style.lineHeight));
  if (lines > box.rows) box.rows = lines;
}

if (!CSS.supports("field-sizing", "content")) {
  for (const box of document.querySelectorAll("textarea")) fit(box);
  document.addEventListener("part-arrived", ({ target }) => target.querySelectorAll("textarea").forEach(fit));
  document.addEventListener("input", ({ target }) => target.matches("textarea") && fit(target));
}
