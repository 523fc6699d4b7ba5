// Copies a text with one press. Without this the box is there to select.

for (const button of document.querySelectorAll("[data-copies]")) {
  const box = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    box.select();
    // The newer way works on secure origins only; a clinic's intranet often is none.
    const done = document.execCommand("copy");
    said.textContent = done ? "Copied" : "Selected: copy it with Ctrl and C";
    button.focus();
  });
}
