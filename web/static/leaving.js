// Leaving in one tab leaves in every tab, and a page that the browser kept is never shown again as it was.
const everyTab = "BroadcastChannel" in window ? new BroadcastChannel("open-door-leaving") : null;
const LEAVING = "govuk-exit-this-page-hide-content";

if (everyTab) {
  everyTab.onmessage = () => {
    document.body.hidden = true;
    window.location.replace("/exit");
  };
  new MutationObserver(() => {
    if (document.body.classList.contains(LEAVING)) everyTab.postMessage("leave");
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
