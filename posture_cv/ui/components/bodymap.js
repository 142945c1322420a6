// Shows the drawing it is given and says which muscle was pointed at. A new drawing keeps the keyboard where it was.
export default function (component) {
  const { parentElement, data, setStateValue } = component;
  const host = parentElement.querySelector("#map");

  if (host.dataset.shown !== data.svg_key) {
    const focused = host.getRootNode().activeElement;
    const held = host.contains(focused) ? focused.closest("[data-muscle]") : null;
    const twin = held && `[data-muscle="${held.dataset.muscle}"][data-side="${held.dataset.side}"]`;
    const place = held ? [...host.querySelectorAll(twin)].indexOf(held) : -1;
    host.innerHTML = data.svg;
    host.dataset.shown = data.svg_key;
    if (held) [...host.querySelectorAll(twin)].at(place)?.focus({ preventScroll: true });
  }

  const pick = (event) => {
    const shape = event.target.closest("[data-muscle]");
    if (!shape) return;
    if (event.type === "keydown") {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
    }
    // the time makes a second click on the same muscle news
    setStateValue("selected", { muscle: shape.dataset.muscle, side: shape.dataset.side, at: Math.round(event.timeStamp) });
  };
  host.addEventListener("click", pick);
  host.addEventListener("keydown", pick);
  return () => {
    host.removeEventListener("click", pick);
    host.removeEventListener("keydown", pick);
  };
}
