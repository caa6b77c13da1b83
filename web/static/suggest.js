// Offers what may be meant while somebody types; without it the box works as it is.
const WAIT = 150;

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
    source: (typed, show) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask(typed, show), WAIT);
    },
  });
}
