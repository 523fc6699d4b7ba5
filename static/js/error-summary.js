// After a refused form the list of what to mend takes the focus, so that it is heard first.

document.getElementById("to-mend")?.focus();
