// Keeps the list of claims up to date and moves through it by keyboard. The
// page works without it: it only asks for the page again when the stream says
// that something changed, and puts the parts that differ in place.
const main = document.querySelector("main[data-stream]");

if (main && !new URLSearchParams(location.search).has("cursor")) follow(main);
keyboard();

function follow(main) {
  const url = new URL(main.dataset.stream, location.href);
  url.searchParams.delete("limit");
  url.searchParams.delete("retracted");
  url.searchParams.set("since", main.dataset.head);
  const stream = new EventSource(url);
  let timer = 0;
  stream.addEventListener("open", () => live(true));
  stream.addEventListener("error", () => live(false));
  stream.addEventListener("claim", () => {
    clearTimeout(timer);
    timer = setTimeout(() => (scrollY > 200 ? announce() : refresh()), 400); // a burst is one change
  });
}

function live(on) {
  const mark = document.querySelector(".live");
  if (mark) mark.hidden = !on;
}

// A reader who is further down is told, not moved.
function announce() {
  document.getElementById("news").hidden = false;
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const known = new Set([...document.querySelectorAll("li.claim")].map((c) => c.id));
  for (const id of ["summary", "facets", "list"]) {
    const now = document.getElementById(id);
    const next = page.getElementById(id);
    if (now && next) now.replaceWith(document.adoptNode(next));
  }
  for (const c of document.querySelectorAll("li.claim")) {
    if (!known.has(c.id)) c.classList.add("fresh");
  }
  document.getElementById("news").hidden = true;
  live(true);
}

function keyboard() {
  document.addEventListener("keydown", (e) => {
    if (e.target.closest("input, textarea, select") || e.ctrlKey || e.metaKey || e.altKey) return;
    const claims = [...document.querySelectorAll("li.claim")];
    const at = claims.indexOf(document.activeElement);
    const step = { j: 1, k: -1 }[e.key];
    if (step && claims.length) {
      const next = claims[Math.min(Math.max(at + step, 0), claims.length - 1)];
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "center", behavior: "smooth" });
    } else if (e.key === "o" && at >= 0) {
      claims[at].querySelector("a.more").click();
    } else if (e.key === "/") {
      const box = document.getElementById("q");
      if (box) {
        e.preventDefault();
        box.focus();
      }
    }
  });
}
