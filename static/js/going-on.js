// Presses the only button of a page that leads on by itself: who comes back from their organisation
// has chosen already. Without scripts the button is there to press.

const form = document.querySelector("form[data-goes-on]");
if (form) form.submit();
