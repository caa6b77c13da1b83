// Offers what may be meant while somebody types; without it the box works as it is.
const WAIT = 150;

// The list puts suggestions in as markup: what stands in an entry is shown as it is written, and never as that.
const escaped = (words) => Object.assign(document.createElement("p"), { textContent: words ?? "" }).innerHTML;

for (const holder of document.querySelectorAll("[data-suggest]")) {
  const input = holder.querySelector("input");
  const { id, name, value } = input;
  let waiting = null;

  async function ask(typed, show) {
    try {
      const answer = await fetch(`${holder.dataset.suggest}?${new URLSearchParams({ q: typed })}`);
      show(answer.ok ? (await answer.json()).suggestions.map((each) => each.words) : []);
    } catch {
      show([]);
    }
  }

  // Return in the box itself looks for what was typed; on a suggestion it takes that.
  holder.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === id) holder.closest("form").requestSubmit();
  }, true);

  input.remove();
  window.accessibleAutocomplete({
    element: holder,
    id,
    name,
    defaultValue: value,
    minLength: 2,
    confirmOnBlur: false,
    displayMenu: "overlay",
    showNoOptionsFound: false,
    inputClasses: "govuk-input",
    templates: { inputValue: (words) => words ?? "", suggestion: escaped },
    source: (typed, show) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask(typed, show), WAIT);
    },
  });
}
