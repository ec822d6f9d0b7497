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
