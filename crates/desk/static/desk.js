// Words and entries of a report point at each other without a new page. Everything works without this, by links.
"use strict";
(() => {
  const text = document.querySelector(".reading .text");
  if (!text) return;
  const entries = new Map([...document.querySelectorAll(".noted")].map((n) => [n.dataset.id, n]));
  const pieces = [...text.querySelectorAll("[data-e]")].map((piece) => [piece, piece.dataset.e.split(" ")]);
  const narrow = matchMedia("(max-width: 62rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const mark = (id, name, on) => {
    for (const [piece, ids] of pieces) if (ids.includes(id)) piece.classList.toggle(name, on);
    entries.get(id)?.classList.toggle(name, on);
  };
  const clear = () => {
    for (const [piece] of pieces) piece.classList.remove("shown");
    for (const entry of entries.values()) entry.classList.remove("shown");
  };
  const see = (element) =>
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });

  const show = (id, where) => {
    clear();
    mark(id, "shown", true);
    if (where === "words") {
      const first = pieces.find(([, ids]) => ids.includes(id));
      if (first) {
        first[0].setAttribute("tabindex", "-1");
        first[0].focus({ preventScroll: true });
        see(first[0]);
      }
    } else if (entries.has(id)) {
      see(entries.get(id));
    }
    const here = new URL(location.href);
    here.searchParams.delete("words");
    here.searchParams.set("entry", id);
    here.hash = "words";
    history.replaceState(null, "", here);
  };

  for (const [id, entry] of entries) {
    entry.addEventListener("pointerenter", () => mark(id, "near", true));
    entry.addEventListener("pointerleave", () => mark(id, "near", false));
    entry.querySelector("[data-show]")?.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      show(id, "words");
    });
  }
  // Of the entries that rest on a piece, the one with the fewest words is meant.
  const size = (id) => pieces.reduce((n, [piece, ids]) => n + (ids.includes(id) ? piece.textContent.length : 0), 0);
  const meant = (ids) => ids.filter((id) => entries.has(id)).sort((a, b) => size(a) - size(b))[0];
  for (const [piece, ids] of pieces) {
    const id = meant(ids);
    if (!id) continue;
    piece.addEventListener("pointerenter", () => mark(id, "near", true));
    piece.addEventListener("pointerleave", () => mark(id, "near", false));
    piece.addEventListener("click", () => {
      if (!narrow.matches && String(getSelection()) === "") show(id, "entry");
    });
  }
})();
