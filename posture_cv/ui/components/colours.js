// Light or dark, kept where Streamlit looks for it when a page is loaded: each page has a place of its own in the browser's storage.
const place = (path) => `stActiveTheme-${path}-v2`;

export default function ({ data, setStateValue }) {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(place(location.pathname))) ?? "System";
  } catch {
    return; // storage is switched off in this browser: the computer's own colours stay
  }
  if (data.chosen && data.chosen !== kept) {
    const pages = [...document.querySelectorAll("a[href]")].filter((link) => link.origin === location.origin).map((link) => link.pathname);
    for (const path of new Set([...pages, "/", location.pathname])) localStorage.setItem(place(path), JSON.stringify(data.chosen));
    location.reload();
  } else if (data.kept !== kept) {
    setStateValue("kept", kept);
  }
}
