// Keeps a region up to date: <div data-module="refresh" data-url="/…/progress" data-seconds="3">. Its fragment replaces the content;
// while the page is hidden nothing is asked, and an answer with the header X-Refresh: done ends it.
const LONGEST_PAUSE_SECONDS = 60;

export default function refresh(region) {
  const seconds = Number(region.dataset.seconds || 3);
  let pause = seconds;

  async function ask() {
    if (document.hidden) {
      document.addEventListener("visibilitychange", ask, { once: true });
      return;
    }
    try {
      const answer = await fetch(region.dataset.url, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      put(await answer.text());
      pause = seconds;
      if (answer.headers.get("X-Refresh") === "done") return;
    } catch {
      pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
    }
    setTimeout(ask, pause * 1000);
  }

  function put(html) {
    // What somebody is using inside the region is not pulled from under their finger.
    if (region.contains(document.activeElement) || region.innerHTML === html) return;
    region.innerHTML = html;
  }

  setTimeout(ask, pause * 1000);
}
