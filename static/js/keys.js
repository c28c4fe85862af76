// Steps through a row of pages with the arrow keys: left and right follow the links rel="prev" and rel="next" of the element.
export default function keys(nav) {
  const rtl = getComputedStyle(nav).direction === "rtl";
  const ways = rtl ? { ArrowRight: "prev", ArrowLeft: "next" } : { ArrowLeft: "prev", ArrowRight: "next" };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, pre, summary, [contenteditable]");
    if (typing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rel = ways[event.key];
    const link = rel && nav.querySelector(`a[rel="${rel}"]`);
    if (link) link.click();
  });
}
