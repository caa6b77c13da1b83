// Sends messages without leaving the page, and keeps up with other tabs of the same browser.
import { bubble, element, link, spoken, words } from "./drawing.js";

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
const READ_OUT_FOR = 20000;
const GONE = "The chat that was here has been deleted. You can start a new one.";
// On a touch screen, focus in the box opens the keyboard over the reply.
const touch = matchMedia("(pointer: coarse)").matches;

let busy = false;
let readOut = 0;
let conversation = chat.dataset.conversation;
let unsure = { key: "", once: "" };
let newest = Math.max(0, ...[...history_.querySelectorAll("[data-number]")].map((each) => Number(each.dataset.number)));

function readAloud(...sentences) {
  clearTimeout(readOut);
  announcer.replaceChildren(...sentences.map((each) => element("p", "", each)));
  readOut = setTimeout(() => announcer.replaceChildren(), READ_OUT_FOR);
}

const announce = (messages) => readAloud(...messages.map((each) => `Open Door says: ${spoken(each)}`));

// Numbers begin again in a new conversation, so what an older one left on the page has to go.
function follow(tag, mine = null) {
  if (typeof tag !== "string" || tag === conversation) return false;
  const changed = conversation !== "";
  conversation = tag;
  if (!changed) return false;
  newest = 0;
  history_.replaceChildren(element("p", "od-chat__note", GONE), ...(mine ? [mine] : []));
  trouble.replaceChildren();
  return true;
}

function show(messages) {
  const fresh = messages.filter((each) => !each.number || each.number > newest);
  const made = fresh.map(bubble);
  history_.append(...made);
  newest = Math.max(newest, ...fresh.map((each) => each.number || 0));
  if (made.length) history_.querySelector("[data-introduction]")?.remove();
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
  follow(answer.conversation, mine);
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
  tellTrouble(answer.error, answer.status < 500 || safety.length ? [] : answer.messages);
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
  readAloud("Sending.");
  const slow = setTimeout(() => {
    state.textContent = SLOW;
    readAloud(SLOW);
  }, SLOW_AFTER);
  let lost = false;
  try {
    const answer = await ask({ ...body, once: submissionName(JSON.stringify(body)) });
    clearTimeout(slow);
    if (answer.status === 200) {
      unsure = { key: "", once: "" };
      await received(answer, mine, state, pressed);
      lost = !answer.messages.length;
    } else {
      refused(answer, mine, typed, state);
      lost = answer.status === 410;
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
    if (lost) await catchUp();
  }
}

async function received(answer, mine, state, pressed) {
  state.remove();
  follow(answer.conversation, mine);
  clearChoices();
  document.querySelector(".govuk-error-summary")?.remove();
  if (answer.number > newest + 1) {
    const missed = await readAfter(newest);
    const earlier = missed.messages.filter((each) => each.number < answer.number);
    mine.before(...earlier.map(bubble));
    clearChoices();
  }
  mine.dataset.number = answer.number;
  newest = Math.max(newest, answer.number);
  const made = show(answer.messages);
  announce(answer.messages);
  const long = mine.offsetHeight > window.innerHeight * 0.4;
  (long && made.length ? made[0] : mine).scrollIntoView({ block: "start" });
  if (pressed && made.length) made[0].focus({ preventScroll: true });
}

async function readAfter(number) {
  const response = await fetch(`/api/chat?after=${number}`);
  if (!response.ok) throw new Error("The chat could not be read.");
  return response.json();
}

async function catchUp() {
  if (busy) return;
  try {
    let seen = await readAfter(newest);
    if (busy) return;
    if (follow(seen.conversation)) {
      clearChoices();
      readAloud(GONE);
      seen = await readAfter(0);
      if (busy) return;
    }
    if (!seen.messages.length) return;
    clearChoices();
    show(seen.messages);
    announce(seen.messages.filter((each) => each.from !== "visitor"));
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
  if (!touch) box.focus({ preventScroll: true });
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

// Whoever comes back to a chat wants to read on where it stopped.
if (["", "#latest"].includes(location.hash)) document.getElementById("latest")?.scrollIntoView({ block: "start" });
