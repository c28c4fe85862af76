// A button that sends its form once: pressed again while the answer is on its way, it does nothing.
export default function once(button) {
  const form = button.form;
  if (!form) return;
  const free = () => {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    // After the browser has read the form: a disabled button would not send its own value.
    setTimeout(() => {
      button.disabled = true;
      if (event.submitter === button) button.setAttribute("aria-busy", "true");
    });
  });
  // Back from the next page, the browser shows this one as it was left.
  window.addEventListener("pageshow", free);
}
