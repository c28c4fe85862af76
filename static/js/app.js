// Starts the behaviours a page asks for: <… data-module="name"> loads name.js and calls its default export with the element.
// Every page works without any of them.
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    import(`./${name}.js`).then((module) => module.default(element));
  }
}
