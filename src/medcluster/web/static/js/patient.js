// The form that enrols asks only for the dates that the chosen protocol knows. Without script it asks for all.

const chosen = document.getElementById("enrol-protocol");

function ask() {
  for (const one of document.querySelectorAll("#enrol .asked")) {
    one.hidden = !one.dataset.for.split(" ").includes(chosen.value);
    for (const field of one.querySelectorAll("input, select")) field.disabled = one.hidden;
  }
}

chosen?.addEventListener("change", ask);
if (chosen) ask();

// On a small screen what is behind and what is far ahead is folded; the stylesheet does it there alone, never on paper.
for (const button of document.querySelectorAll("[data-fold]")) {
  const table = button.closest("table");
  const turn = (open) => {
    button.setAttribute("aria-expanded", String(open));
    table.classList.toggle(`no-${button.dataset.fold}`, !open);
  };
  button.closest("tbody").hidden = false;
  button.addEventListener("click", () => turn(button.getAttribute("aria-expanded") === "false"));
  turn(false);
}
