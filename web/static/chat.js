// Sends messages without leaving the page. Everything shown is built as text nodes: nothing said becomes markup.
const chat = document.querySelector("[data-chat]");
const history_ = document.getElementById("history");
const announcer = document.getElementById("announcer");
const trouble = document.getElementById("trouble");
const write = document.querySelector("[data-write]");
const box = document.getElementById("message");
const send = write.querySelector("button");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("open-door-chat") : null;

const OFFLINE = "Your message did not get through. Your words are still in the box. Press Send to try again.";
const SLOW = "Still looking. If someone may be hurt, don't wait. Call 999.";
const SLOW_AFTER = 4000;
const GIVE_UP_AFTER = 30000;

let busy = false;
let unsure = { key: "", once: "" };
let newest = Math.max(0, ...[...history_.querySelectorAll("[data-number]")].map((each) => Number(each.dataset.number)));

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function link(className, href, ...children) {
  const made = element("a", `govuk-link ${className}`.trim(), ...children);
  made.setAttribute("href", href);
  return made;
}

const hidden = (text) => element("span", "govuk-visually-hidden", text);
const line = (parts) => parts.map((part) => (part.href ? link("", part.href, part.text) : part.text));

function paragraph(lines) {
  return element("p", "", ...lines.flatMap((parts, place) => (place ? [element("br"), ...line(parts)] : line(parts))));
}

function words(blocks) {
  return blocks.map((block) =>
    block.kind === "list"
      ? element("ul", "govuk-list govuk-list--bullet", ...block.lines.map((parts) => element("li", "", ...line(parts))))
      : paragraph(block.lines),
  );
}

const dialled = (phone) => phone.split("(")[0].replace(/[^\d+]/g, "");

function card(service) {
  const facts = [service.distance, service.cost, service.ages].filter(Boolean).join(" · ");
  const number = service.phone ? dialled(service.phone) : "";
  const reach = element("p", "od-card__reach");
  if (number.length > 2) {
    reach.append(link("od-card__call", `tel:${number}`, `Call ${service.phone}`, hidden(` – ${service.name}`)));
  }
  if (service.email && service.email.includes("@")) reach.append(link("", `mailto:${service.email}`, service.email));
  const by = service.organisation && service.organisation !== service.name ? service.organisation : "";
  return element(
    "div",
    "od-card",
    element("p", "od-card__name", link("", service.url, service.name)),
    by && element("p", "od-card__by", by),
    service.why ? element("p", "od-card__why", element("strong", "", "Why this one:"), ` ${service.why}`) : "",
    service.summary ? element("p", "", service.summary) : "",
    facts && element("p", "od-card__facts", facts),
    reach.childNodes.length ? reach : "",
  );
}

function choices(buttons) {
  const group = element("div", "od-choices");
  group.dataset.choices = "";
  for (const { label, token } of buttons) {
    const button = element("button", "govuk-button govuk-button--secondary od-choice", label);
    button.type = "button";
    button.value = token;
    button.name = "button";
    group.append(button);
  }
  return group;
}

function bubble(message) {
  const visitor = message.from === "visitor";
  const said = element("div", "od-said__words", ...(visitor ? [message.text] : words(message.blocks)));
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

function spoken(message) {
  const names = message.cards.map((each) => each.name);
  const labels = message.buttons.map((each) => each.label);
  return [
    message.text,
    names.length ? `${names.length === 1 ? "1 service" : `${names.length} services`}: ${names.join(". ")}.` : "",
    labels.length ? `You can pick: ${labels.join(", ")}.` : "",
  ].join(" ");
}

function announce(messages) {
  announcer.replaceChildren(...messages.map((each) => element("p", "", `Open Door says: ${spoken(each)}`)));
}

function show(messages) {
  const fresh = messages.filter((each) => !each.number || each.number > newest);
  const made = fresh.map(bubble);
  history_.append(...made);
  newest = Math.max(newest, ...fresh.map((each) => each.number || 0));
  return made;
}

const clearChoices = () => {
  history_.querySelectorAll("[data-choices]").forEach((each) => each.remove());
  document.querySelector("[data-starters]")?.remove();
  document.getElementById("message-hint")?.remove();
  document.getElementById("message-label").textContent = "Your message";
};

function dropWaiting(text) {
  for (const state of history_.querySelectorAll(".od-said__state")) {
    const waiting = state.closest(".od-said");
    if (waiting.querySelector(".od-said__words").textContent === text) waiting.remove();
  }
}

function submissionName(key) {
  if (unsure.key !== key) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    unsure = { key, once: Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("") };
  }
  return unsure.once;
}

function setBusy(on) {
  busy = on;
  send.textContent = on ? "Sending…" : "Send";
  send.setAttribute("aria-disabled", String(on));
}

function tellTrouble(sentence, messages = []) {
  trouble.replaceChildren(element("p", "", sentence), ...messages.flatMap((each) => words(each.blocks)));
  trouble.scrollIntoView({ block: "nearest" });
}

async function ask(body) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), GIVE_UP_AFTER);
  try {
    const response = await fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: giveUp.signal,
    });
    return { status: response.status, ...(await response.json()) };
  } finally {
    clearTimeout(timer);
  }
}

function refused(answer, mine, typed, state) {
  if (answer.number) {
    mine.dataset.number = answer.number;
    newest = Math.max(newest, answer.number);
    state.textContent = "Not answered yet";
  } else {
    mine.remove();
  }
  const safety = (answer.messages || []).filter((each) => each.kind === "safety");
  show(safety);
  announce(safety);
  putBack(typed);
  tellTrouble(answer.error, safety.length ? [] : answer.messages);
}

function putBack(typed) {
  if (!typed) return;
  box.value = box.value.trim() ? `${typed}\n${box.value}` : typed;
}

async function say(shown, body, pressed) {
  if (busy) return;
  setBusy(true);
  trouble.replaceChildren();
  dropWaiting(shown);
  const typed = body.message || "";
  if (!pressed) box.value = "";
  const state = element("p", "od-said__state", "Sending…");
  const mine = bubble({ from: "visitor", text: shown });
  mine.append(state);
  history_.append(mine);
  mine.scrollIntoView({ block: "nearest" });
  announcer.replaceChildren(element("p", "", "Sending."));
  const slow = setTimeout(() => {
    state.textContent = SLOW;
    announcer.replaceChildren(element("p", "", SLOW));
  }, SLOW_AFTER);
  try {
    const answer = await ask({ ...body, once: submissionName(JSON.stringify(body)) });
    clearTimeout(slow);
    if (answer.status === 200) {
      unsure = { key: "", once: "" };
      await received(answer, mine, state, pressed);
    } else {
      refused(answer, mine, typed, state);
    }
  } catch {
    clearTimeout(slow);
    mine.remove();
    putBack(typed);
    announcer.replaceChildren();
    tellTrouble(OFFLINE);
    trouble.append(
      element("p", "", "If someone may be hurt, call ", link("", "tel:999", "999"), ". ",
        link("", "#urgent-title", "Other phone lines")),
    );
  } finally {
    setBusy(false);
    tabs?.postMessage("said");
  }
}

async function received(answer, mine, state, pressed) {
  state.remove();
  clearChoices();
  document.querySelector(".govuk-error-summary")?.remove();
  if (answer.number > newest + 1) {
    const missed = await fetch(`/api/chat?after=${newest}`).then((response) => response.json());
    const earlier = missed.messages.filter((each) => each.number < answer.number);
    mine.before(...earlier.map(bubble));
    clearChoices();
  }
  mine.dataset.number = answer.number;
  newest = Math.max(newest, answer.number);
  const made = show(answer.messages);
  announce(answer.messages);
  mine.scrollIntoView({ block: "start" });
  if (pressed && made.length) made[0].focus({ preventScroll: true });
}

async function catchUp() {
  if (busy) return;
  try {
    const response = await fetch(`/api/chat?after=${newest}`);
    if (!response.ok || busy) return;
    const { messages } = await response.json();
    if (!messages.length) return;
    clearChoices();
    show(messages);
    announce(messages.filter((each) => each.from !== "visitor"));
  } catch {
    // Another tab's messages can wait until this one is looked at again.
  }
}

write.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = box.value.trim();
  if (!typed) {
    tellTrouble("Write a few words first. Then press Send.");
    box.focus();
    return;
  }
  say(typed, { message: typed });
  box.focus({ preventScroll: true });
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write.requestSubmit();
});

chat.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) event.preventDefault();
});

chat.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (!button) return;
  event.preventDefault();
  const label = button.textContent.trim();
  say(label, { [button.name]: button.value }, true);
});

if (tabs) tabs.onmessage = catchUp;
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") catchUp();
});

if (location.hash === "#latest") document.getElementById("latest")?.scrollIntoView({ block: "start" });
