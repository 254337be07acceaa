// Notes when the page last changed: what is drawn in its main part, and whether the script behind it is running.
window.settled = { changed: 0, pressed: 0, runs: 0 };
for (const began of ["pointerdown", "keydown"]) {
  addEventListener(began, () => { settled.pressed = performance.now(); settled.runs = 0; }, true);
}
new MutationObserver((changes) => {
  for (const change of changes) {
    const state = change.type === "attributes";
    if (state && change.target.getAttribute("data-test-script-state") === "running") settled.runs += 1;
    const element = change.target.nodeType === Node.ELEMENT_NODE ? change.target : change.target.parentElement;
    if (state || element?.closest('[data-testid="stMain"]')) settled.changed = performance.now();
  }
}).observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-test-script-state"],
});
