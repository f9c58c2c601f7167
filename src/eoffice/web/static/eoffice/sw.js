/* Service worker. It answers only for the check of letters when there is no signal; everything else goes to the
   network untouched. VERSI and SIMPAN are put in front by the server. Nothing personal is ever kept. */
const TEMPAT = "verifikasi-" + VERSI;
const DATA = "verifikasi-data";
const HALAMAN = SIMPAN[0];
const SABAR = 6000;

self.addEventListener("install", (e) => {
  e.waitUntil(
    caches
      .open(TEMPAT)
      .then((t) => t.addAll(SIMPAN))
      .then(() => self.skipWaiting())
  );
});

self.addEventListener("activate", (e) => {
  e.waitUntil(
    caches
      .keys()
      .then((semua) =>
        Promise.all(
          semua.filter((k) => k.startsWith("verifikasi-") && k !== TEMPAT && k !== DATA).map((k) => caches.delete(k))
        )
      )
      .then(() => self.clients.claim())
  );
});

function sabar(minta) {
  return Promise.race([
    fetch(minta),
    new Promise((_, gagal) => setTimeout(() => gagal(new Error("terlalu lama")), SABAR)),
  ]);
}

self.addEventListener("fetch", (e) => {
  const minta = e.request;
  const alamat = new URL(minta.url);
  if (minta.method !== "GET" || alamat.origin !== self.location.origin) return;
  if (minta.mode === "navigate" && /^\/(?:v|cek)\//i.test(alamat.pathname)) {
    e.respondWith(sabar(minta).catch(() => caches.match(HALAMAN)));
  } else if (SIMPAN.includes(alamat.pathname) && alamat.pathname !== HALAMAN) {
    e.respondWith(caches.match(minta, { ignoreSearch: true }).then((ada) => ada || fetch(minta)));
  }
});

/* the citizens' queue (kirim.js): tell open pages to send what waits */
self.addEventListener("sync", (e) => {
  if (e.tag !== "kuras") return;
  e.waitUntil(self.clients.matchAll({ type: "window" }).then((semua) => semua.forEach((k) => k.postMessage("kuras"))));
});
