// Moves the reader to what went wrong, so that a screen reader begins there and a phone scrolls to it.
export default function focus(element) {
  element.focus();
}
