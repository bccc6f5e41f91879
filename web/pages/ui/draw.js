// A page is one function from what is known to elements. Whoever changes what is known calls `redraw`.

let draw = () => {};
let asked = false;

/** Sets the function that draws the page. */
export function drawWith(page) {
  draw = page;
}

/** Draws the page again, once, however often it is asked for until then. */
export function redraw() {
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    draw();
  });
}
