// Says how many people a segment has while it is being typed.
const PAUSE_MS = 400;

export default function count(form) {
  const field = form.elements.segment;
  const answer = form.querySelector("[data-count]");
  let timer;
  let asked;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const url = `${form.dataset.url}?${new URLSearchParams({ segment: field.value })}`;
    try {
      const response = await fetch(url, { signal: asked.signal, redirect: "error" });
      if (response.ok) answer.innerHTML = await response.text();
    } catch {
      // The button beside the field counts too.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
}
