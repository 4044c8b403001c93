// The page renews itself: the server sends the inner HTML of each part that has changed.
"use strict";

const connection = document.getElementById("connection");
const size = document.getElementById("size");

const source = new EventSource("/events");
source.onopen = () => { connection.textContent = ""; };
source.onmessage = (event) => {
  for (const [id, html] of Object.entries(JSON.parse(event.data))) {
    document.getElementById(id).innerHTML = html;
  }
  document.documentElement.dataset.seq = event.lastEventId;
};
source.onerror = () => {
  connection.textContent = source.readyState === EventSource.CLOSED
    ? "この画面は終わりました。続けるには、書記の端末に表示されているアドレスを開いてください。"
    : "書記の端末との接続が切れています。つながり次第、自動で続きます。";
};

function enlarge(large) {
  document.documentElement.classList.toggle("large", large);
  size.setAttribute("aria-pressed", String(large));
}
size.hidden = false;
size.addEventListener("click", () => {
  const large = size.getAttribute("aria-pressed") !== "true";
  enlarge(large);
  sessionStorage.setItem("large", String(large));
});
enlarge(sessionStorage.getItem("large") === "true");
