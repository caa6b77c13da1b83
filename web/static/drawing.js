// Draws what is said. Everything shown is built as text nodes: nothing said becomes markup.
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

export function link(className, href, ...children) {
  const made = element("a", `govuk-link ${className}`.trim(), ...children);
  made.setAttribute("href", href);
  return made;
}

const hidden = (text) => element("span", "govuk-visually-hidden", text);
const line = (parts) => parts.map((part) => (part.href ? link("", part.href, part.text) : part.text));

function paragraph(lines) {
  return element("p", "", ...lines.flatMap((parts, place) => (place ? [element("br"), ...line(parts)] : line(parts))));
}

function pressed({ token }, look, ...label) {
  const button = element("button", `govuk-button govuk-button--secondary ${look}`, ...label);
  button.type = "button";
  button.value = token;
  button.name = "button";
  return button;
}

function beside(buttons, item) {
  return buttons.filter((each) => each.beside === item).flatMap((each) => {
    const [shown, ...rest] = each.label.split(/(?=:)/);
    const button = pressed(each, "od-beside", shown, hidden(rest.join("")));
    button.dataset.choices = "";
    return [" ", button];
  });
}

export function words(blocks, buttons = []) {
  let item = 0;
  return blocks.map((block) =>
    block.kind === "list"
      ? element(
          "ul",
          "govuk-list govuk-list--bullet",
          ...block.lines.map((parts) => element("li", "", ...line(parts), ...beside(buttons, (item += 1)))),
        )
      : paragraph(block.lines),
  );
}

const dialled = (phone) => phone.split("(")[0].replace(/[^\d+]/g, "");

function card(service) {
  const number = service.phone ? dialled(service.phone) : "";
  const call = link("od-card__call", `tel:${number}`, `Call ${service.phone}`, hidden(` – ${service.name}`));
  const by = service.organisation && service.organisation !== service.name ? service.organisation : "";
  return element(
    "div",
    "od-card",
    element("p", "od-card__name", link("", service.url, service.name)),
    by && element("p", "od-card__by", by),
    service.why ? element("p", "od-card__why", element("strong", "", "Why this one:"), ` ${service.why}`) : "",
    service.summary ? element("p", "od-card__summary", service.summary) : "",
    service.facts && element("p", "od-card__facts", service.facts),
    number.length > 2 ? element("p", "od-card__reach", call) : "",
  );
}

function choices(buttons) {
  const group = element("div", "od-choices");
  group.dataset.choices = "";
  group.append(...buttons.filter((each) => !each.beside).map((each) => pressed(each, "od-choice", each.label)));
  return group;
}

export function bubble(message) {
  const visitor = message.from === "visitor";
  const said = element("div", "od-said__words", ...(visitor ? [message.text] : words(message.blocks, message.buttons)));
  said.dir = "auto";
  const whole = element(
    "div",
    `od-said od-said--${visitor ? "visitor" : message.kind}`,
    element("p", "od-said__who", visitor ? "You said" : "Open Door said"),
    said,
    ...(visitor ? [] : message.cards.map(card)),
  );
  whole.tabIndex = -1;
  if (message.number) whole.dataset.number = message.number;
  if (!visitor && message.buttons.length) whole.append(choices(message.buttons));
  if (message.answered === false) whole.append(element("p", "od-said__state", "Not answered yet"));
  return whole;
}

const plain = (parts) => parts.map((part) => part.text).join("").replace(/([^.?!:;,])$/, "$1.");

// What a screen reader reads out: the words that are shown, without the marks that make lists and links.
export function spoken(message) {
  const names = message.cards.map((each) => each.name);
  const labels = message.buttons.map((each) => each.label);
  return [
    ...message.blocks.flatMap((block) => block.lines.map(plain)),
    names.length ? `${names.length === 1 ? "1 service" : `${names.length} services`}: ${names.join(". ")}.` : "",
    labels.length ? `You can pick: ${labels.join(", ")}.` : "",
  ].filter(Boolean).join(" ");
}
