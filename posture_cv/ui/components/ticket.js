// Keeps this tab's ticket in the tab's own session storage: a reload finds it there, another tab does not.
const PLACE = "posture_cv.ticket";
const PATIENCE_MS = 4000;

export default function ({ data, setStateValue }) {
  const page = document.documentElement;
  const show = () => page.classList.remove("pcv-coming-back");
  let stored = null;
  try {
    stored = sessionStorage.getItem(PLACE);
  } catch {
    return; // storage is switched off in this browser: a reload starts afresh
  }
  if (stored && stored !== data.ticket && stored !== data.asked) {
    page.classList.add("pcv-coming-back");
    setTimeout(show, PATIENCE_MS);
    setStateValue("asked", stored);
  } else {
    sessionStorage.setItem(PLACE, data.ticket);
    show();
  }
}
